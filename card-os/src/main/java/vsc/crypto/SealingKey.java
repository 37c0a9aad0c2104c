// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import vsc.iso.Bytes;

/**
 * A P-256 key pair to which anybody can seal with the public key alone, by one-pass Diffie-Hellman with a fresh key pair
 * on the other side (RFC 5753, 3.1).
 */
public final class SealingKey implements AutoCloseable {
    /** Bytes of an uncompressed point. */
    public static final int POINT_LENGTH = 65;

    /** All of the encodings that comes before scalar and point: lengths never vary on this curve. */
    private static final Bytes PRIVATE_PREFIX;

    private static final Bytes PUBLIC_PREFIX;
    private static final int SCALAR_LENGTH = 32;

    static {
        try (NewKey any = EcKeys.fromScalar(KeyType.P_256, BigInteger.ONE)) {
            Bytes privateKey = Bytes.copyOf(any.privateKey().expose());
            PRIVATE_PREFIX = privateKey.slice(0, privateKey.length() - SCALAR_LENGTH);
            PUBLIC_PREFIX = any.publicKey().slice(0, any.publicKey().length() - POINT_LENGTH);
        }
    }

    private final NewKey pair;

    private SealingKey(NewKey pair) {
        this.pair = pair;
    }

    public static SealingKey generate() {
        return new SealingKey(NewKey.generate(KeyType.P_256));
    }

    /**
     * @param pkcs8 as {@link #privateKey} gives it; not kept
     * @throws IllegalArgumentException if it is anything else
     */
    public static SealingKey open(Secret pkcs8) {
        byte[] encoded = pkcs8.expose();
        int prefix = PRIVATE_PREFIX.length();
        if (encoded.length != prefix + SCALAR_LENGTH
                || !Bytes.copyOf(encoded, 0, prefix).equals(PRIVATE_PREFIX)) {
            throw new IllegalArgumentException("not a private key on P-256");
        }
        return new SealingKey(EcKeys.fromScalar(KeyType.P_256, new BigInteger(1, encoded, prefix, SCALAR_LENGTH)));
    }

    /** Whether {@code publicKey} is a SubjectPublicKeyInfo of a point on P-256. */
    public static boolean isPublicKey(Bytes publicKey) {
        return publicKey.length() == PUBLIC_PREFIX.length() + POINT_LENGTH
                && publicKey.startsWith(PUBLIC_PREFIX)
                && isPoint(point(publicKey));
    }

    /** SubjectPublicKeyInfo in DER. */
    public Bytes publicKey() {
        return pair.publicKey();
    }

    /** PKCS#8 PrivateKeyInfo in DER. The secret remains this key's. */
    public Secret privateKey() {
        return pair.privateKey();
    }

    /** The uncompressed point of a SubjectPublicKeyInfo. */
    public static Bytes point(Bytes publicKey) {
        return publicKey.from(PUBLIC_PREFIX.length());
    }

    /**
     * The key that {@code other} shares with this one.
     *
     * @param sharedInfo what the X9.63 KDF takes besides the shared point (SEC 1, 3.6.1)
     * @return 32 bytes
     * @throws GeneralSecurityException if {@code other} is not an uncompressed point of the curve
     */
    public Secret agree(Bytes other, Bytes sharedInfo) throws GeneralSecurityException {
        if (!isPoint(other)) {
            throw new GeneralSecurityException("not a point on P-256");
        }
        byte[] encoded = privateKey().expose();
        BigInteger scalar = new BigInteger(1, encoded, PRIVATE_PREFIX.length(), SCALAR_LENGTH);
        ECPoint shared = domain().getCurve()
                .decodePoint(other.toArray())
                .multiply(scalar)
                .normalize();
        byte[] x = shared.getAffineXCoord().getEncoded();
        Secret key = stretch(x, sharedInfo);
        Arrays.fill(x, (byte) 0);
        return key;
    }

    /** One round of the X9.63 KDF with SHA-256 (SEC 1, 3.6.1). */
    static Secret stretch(byte[] x, Bytes sharedInfo) {
        MessageDigest kdf = Sha256.digest();
        kdf.update(x);
        kdf.update(new byte[] {0, 0, 0, 1});
        kdf.update(sharedInfo.toArray());
        return Secret.adopt(kdf.digest());
    }

    private static boolean isPoint(Bytes encoded) {
        if (encoded.length() != POINT_LENGTH || encoded.at(0) != 4) {
            return false;
        }
        try {
            domain().validatePublicPoint(domain().getCurve().decodePoint(encoded.toArray()));
            return true;
        } catch (IllegalArgumentException notOnCurve) {
            return false;
        }
    }

    private static ECDomainParameters domain() {
        return Curves.domain(KeyType.P_256);
    }

    @Override
    public void close() {
        pair.close();
    }
}
