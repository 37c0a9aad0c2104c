// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import vsc.iso.Bytes;

/** The parts of a SubjectPublicKeyInfo in DER, and back. */
public final class PublicKeys {
    private PublicKeys() {}

    /** The RSA modulus, big-endian without leading zeros. */
    public static Bytes modulus(Bytes publicKey) {
        return Bytes.adopt(BigIntegers.asUnsignedByteArray(rsa(publicKey).getModulus()));
    }

    /** The RSA public exponent, big-endian without leading zeros. */
    public static Bytes exponent(Bytes publicKey) {
        return Bytes.adopt(BigIntegers.asUnsignedByteArray(rsa(publicKey).getPublicExponent()));
    }

    /** The uncompressed point of a key on a curve, or the point of RFC 8032 or 7748 as it is encoded there. */
    public static Bytes point(Bytes publicKey) {
        return Bytes.copyOf(SubjectPublicKeyInfo.getInstance(publicKey.toArray())
                .getPublicKeyData()
                .getBytes());
    }

    public static Bytes ofRsa(Bytes modulus, Bytes exponent) {
        RSAPublicKey key =
                new RSAPublicKey(new BigInteger(1, modulus.toArray()), new BigInteger(1, exponent.toArray()));
        try {
            return encode(new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key));
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory could not be encoded", e);
        }
    }

    /**
     * @param point uncompressed, or as RFC 8032 and 7748 encode it
     */
    public static Bytes ofPoint(KeyType type, Bytes point) {
        AlgorithmIdentifier algorithm = type.isEc()
                ? new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, Curves.oid(type))
                : new AlgorithmIdentifier(RawKeys.oid(type));
        return encode(new SubjectPublicKeyInfo(algorithm, point.toArray()));
    }

    private static Bytes encode(SubjectPublicKeyInfo info) {
        try {
            return Bytes.adopt(info.getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory could not be encoded", e);
        }
    }

    /**
     * The JDK's object for a public key.
     *
     * @throws IllegalArgumentException if the JDK does not know such keys, as those on Brainpool curves
     */
    public static PublicKey toJdk(KeyType type, Bytes publicKey) {
        try {
            return KeyFactory.getInstance(type.isRsa() ? "RSA" : type.isEc() ? "EC" : type.name())
                    .generatePublic(new X509EncodedKeySpec(publicKey.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of type " + type, e);
        }
    }

    private static RSAPublicKey rsa(Bytes publicKey) {
        try {
            return RSAPublicKey.getInstance(
                    SubjectPublicKeyInfo.getInstance(publicKey.toArray()).parsePublicKey());
        } catch (IOException e) {
            throw new IllegalArgumentException("not an RSA public key", e);
        }
    }
}
