// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vsc.iso.Bytes;

/** What a host hands to a card that only knows the bare operation of its key. */
public final class SignatureInput {
    /** DigestInfo for SHA-256 up to the hash (PKCS #1, 9.2, note 1). */
    private static final Bytes SHA_256_INFO = Bytes.hex("3031300D060960864801650304020105000420");

    private SignatureInput() {}

    static AlgorithmIdentifier algorithm(KeyType type) {
        return switch (type) {
            case P_192, P_256, SECP256K1, BRAINPOOL_P256R1 ->
                new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            case P_384, BRAINPOOL_P384R1 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
            case P_521, BRAINPOOL_P512R1 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512);
            case ED25519, ED448 -> new AlgorithmIdentifier(RawKeys.oid(type));
            default -> new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        };
    }

    /** For RSA the padded DigestInfo as long as the modulus (PKCS #1, 9.2), for a curve the hash, for EdDSA the message. */
    public static Bytes of(KeyType type, Bytes message) {
        if (!type.isRsa()) {
            return type.isEdwards() ? message : hash(hashFor(type), message);
        }
        Bytes info = SHA_256_INFO.concat(hash("SHA-256", message));
        byte[] padding = new byte[type.size() - info.length() - 3];
        Arrays.fill(padding, (byte) 0xFF);
        return Bytes.of(0, 1).concat(Bytes.adopt(padding), Bytes.of(0), info);
    }

    /** As strong as the curve (FIPS 186-5, 6.1.1). */
    private static String hashFor(KeyType type) {
        return type.size() <= 32 ? "SHA-256" : type.size() <= 48 ? "SHA-384" : "SHA-512";
    }

    private static Bytes hash(String algorithm, Bytes message) {
        try {
            return Bytes.adopt(MessageDigest.getInstance(algorithm).digest(message.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no " + algorithm, e);
        }
    }
}
