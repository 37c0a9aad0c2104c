// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import vsc.iso.Bytes;

/**
 * A P-256 key pair to which anybody can seal with the public key alone, by one-pass Diffie-Hellman with a fresh key pair
 * on the other side (RFC 5753, 3.1).
 */
public final class SealingKey implements AutoCloseable {
    /** Bytes of an uncompressed point. */
    public static final int POINT_LENGTH = 65;

    /**
     * All of the encodings that comes before scalar and point (RFC 5958, 2 with RFC 5915, 3; RFC 5480, 2): lengths never
     * vary on this curve.
     */
    private static final Bytes PRIVATE_PREFIX =
            Bytes.hex("3041 020100 3013 06072A8648CE3D0201 06082A8648CE3D030107 0427 3025 020101 0420");

    private static final Bytes PUBLIC_PREFIX = Bytes.hex("3059 3013 06072A8648CE3D0201 06082A8648CE3D030107 034200");
    private static final int SCALAR_LENGTH = 32;

    /** SEC 2, 2.4.2: the curve is y^2 = x^3 - 3x + b, modulo p. */
    private static final BigInteger P =
            new BigInteger("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", 16);

    private static final BigInteger B =
            new BigInteger("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final Secret privateKey;
    private final Bytes publicKey;

    private SealingKey(Secret privateKey, Bytes publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static SealingKey generate() {
        byte[] encoded = Arrays.copyOf(PRIVATE_PREFIX.toArray(), PRIVATE_PREFIX.length() + SCALAR_LENGTH);
        byte[] scalar = BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, EcKeys.randomScalar(KeyType.P_256));
        System.arraycopy(scalar, 0, encoded, PRIVATE_PREFIX.length(), SCALAR_LENGTH);
        Arrays.fill(scalar, (byte) 0);
        return adopt(encoded);
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
        return adopt(encoded.clone());
    }

    private static SealingKey adopt(byte[] pkcs8) {
        ECPoint point = EcKeys.publicPoint(KeyType.P_256, scalar(pkcs8));
        Bytes publicKey = PUBLIC_PREFIX.concat(Bytes.adopt(point.getEncoded(false)));
        return new SealingKey(Secret.adopt(pkcs8), publicKey);
    }

    private static BigInteger scalar(byte[] pkcs8) {
        return new BigInteger(1, pkcs8, PRIVATE_PREFIX.length(), SCALAR_LENGTH);
    }

    /** Whether {@code publicKey} is a SubjectPublicKeyInfo of a point on P-256. */
    public static boolean isPublicKey(Bytes publicKey) {
        return publicKey.length() == PUBLIC_PREFIX.length() + POINT_LENGTH
                && publicKey.startsWith(PUBLIC_PREFIX)
                && isPoint(point(publicKey));
    }

    /** SubjectPublicKeyInfo in DER. */
    public Bytes publicKey() {
        return publicKey;
    }

    /** PKCS#8 PrivateKeyInfo in DER. The secret remains this key's. */
    public Secret privateKey() {
        return privateKey;
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
        ECPoint shared = Curves.domain(KeyType.P_256)
                .getCurve()
                .decodePoint(other.toArray())
                .multiply(scalar(privateKey.expose()))
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

    /** SEC 1, 3.2.2.1; the order of the curve is prime, so that each of its points is as good as any other. */
    private static boolean isPoint(Bytes encoded) {
        if (encoded.length() != POINT_LENGTH || encoded.at(0) != 4) {
            return false;
        }
        BigInteger x = new BigInteger(1, encoded.toArray(), 1, SCALAR_LENGTH);
        BigInteger y = new BigInteger(1, encoded.toArray(), 1 + SCALAR_LENGTH, SCALAR_LENGTH);
        BigInteger difference = x.multiply(x).subtract(THREE).multiply(x).add(B).subtract(y.multiply(y));
        return x.compareTo(P) < 0 && y.compareTo(P) < 0 && difference.mod(P).signum() == 0;
    }

    @Override
    public void close() {
        privateKey.close();
    }
}
