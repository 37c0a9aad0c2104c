// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import vsc.iso.Bytes;

/** Key pairs of RFC 8032 and RFC 7748, whose private half is a string of bytes; in PKCS#8 and SubjectPublicKeyInfo (RFC 8410). */
final class RawKeys {
    private RawKeys() {}

    static NewKey generate(KeyType type) {
        try (Secret random = Secret.random(type.size())) {
            return of(type, random);
        }
    }

    /**
     * @param secret a seed or a scalar in little-endian; any string of that length is one
     * @throws IllegalArgumentException if it has another length
     */
    static NewKey of(KeyType type, Secret secret) {
        byte[] own = secret.expose();
        if (own.length != type.size()) {
            throw new IllegalArgumentException(type + " takes " + type.size() + " bytes");
        }
        byte[] point = new byte[type.size()];
        switch (type) {
            case ED25519 -> Ed25519.generatePublicKey(own, 0, point, 0);
            case ED448 -> Ed448.generatePublicKey(own, 0, point, 0);
            case X25519 -> X25519.generatePublicKey(own, 0, point, 0);
            case X448 -> X448.generatePublicKey(own, 0, point, 0);
            default -> throw new IllegalArgumentException(type + " is not a type of RFC 8410");
        }
        try {
            byte[] pkcs8 =
                    new PrivateKeyInfo(new AlgorithmIdentifier(oid(type)), new DEROctetString(own)).getEncoded("DER");
            return new NewKey(type, Secret.adopt(pkcs8), PublicKeys.ofPoint(type, Bytes.adopt(point)));
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory could not be encoded", e);
        }
    }

    /** Empty if {@code algorithm} is not one of these. */
    static Optional<KeyType> type(ASN1ObjectIdentifier algorithm) {
        return Arrays.stream(KeyType.values())
                .filter(type ->
                        (type.isEdwards() || type.isMontgomery()) && oid(type).equals(algorithm))
                .findFirst();
    }

    static ASN1ObjectIdentifier oid(KeyType type) {
        return switch (type) {
            case ED25519 -> EdECObjectIdentifiers.id_Ed25519;
            case ED448 -> EdECObjectIdentifiers.id_Ed448;
            case X25519 -> EdECObjectIdentifiers.id_X25519;
            case X448 -> EdECObjectIdentifiers.id_X448;
            default -> throw new IllegalArgumentException(type + " is not a type of RFC 8410");
        };
    }

    /**
     * @throws IllegalArgumentException if {@code pkcs8} is not a key of that type
     */
    static byte[] secret(KeyType type, Secret pkcs8) {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8.expose());
            byte[] secret = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(oid(type)) || secret.length != type.size()) {
                throw new IllegalArgumentException("not a key of type " + type);
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalArgumentException("not a key of type " + type, e);
        }
    }
}
