// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.iso.Bytes;

/** The numbers in a private key: what a card import command carries. */
public final class PrivateKeys {
    private PrivateKeys() {}

    static NewKey read(PrivateKeyInfo info) throws Unreadable {
        try {
            if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return readRsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
            }
            if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return readEc(info);
            }
            Optional<KeyType> raw = RawKeys.type(info.getPrivateKeyAlgorithm().getAlgorithm());
            if (raw.isPresent()) {
                return readRaw(raw.get(), info);
            }
        } catch (IOException | RuntimeException e) {
            throw new Unreadable(Problem.UNSUPPORTED_KEY, e);
        }
        throw new Unreadable(Problem.UNSUPPORTED_KEY);
    }

    private static NewKey readRsa(RSAPrivateKey key) throws Unreadable {
        Optional<KeyType> type = Arrays.stream(KeyType.values())
                .filter(candidate -> candidate.isRsa()
                        && candidate.size() * 8 == key.getModulus().bitLength())
                .findFirst();
        return RsaKeys.fromNumbers(
                type.orElseThrow(() -> new Unreadable(Problem.UNSUPPORTED_KEY)),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient());
    }

    private static NewKey readEc(PrivateKeyInfo info) throws Unreadable, IOException {
        Optional<KeyType> type = Arrays.stream(KeyType.values())
                .filter(candidate -> candidate.isEc()
                        && Curves.oid(candidate)
                                .equals(info.getPrivateKeyAlgorithm().getParameters()))
                .findFirst();
        return EcKeys.fromScalar(
                type.orElseThrow(() -> new Unreadable(Problem.UNSUPPORTED_KEY)),
                ECPrivateKey.getInstance(info.parsePrivateKey()).getKey());
    }

    private static NewKey readRaw(KeyType type, PrivateKeyInfo info) throws IOException {
        try (Secret secret =
                Secret.adopt(ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets())) {
            return RawKeys.of(type, secret);
        }
    }

    /** p, q, dP, dQ and qInv of an RSA key, each half as long as the modulus. */
    public static List<Bytes> rsaNumbers(NewKey key) {
        try {
            RSAPrivateKey numbers = RSAPrivateKey.getInstance(
                    PrivateKeyInfo.getInstance(key.privateKey().expose()).parsePrivateKey());
            int length = key.type().size() / 2;
            return List.of(
                    fixed(numbers.getPrime1(), length),
                    fixed(numbers.getPrime2(), length),
                    fixed(numbers.getExponent1(), length),
                    fixed(numbers.getExponent2(), length),
                    fixed(numbers.getCoefficient(), length));
        } catch (IOException e) {
            throw new IllegalArgumentException("not an RSA private key", e);
        }
    }

    /** The private number of a key on a curve, as long as the field. */
    public static Bytes ecScalar(NewKey key) {
        return fixed(EcKeys.scalar(key.type(), key.privateKey()), key.type().size());
    }

    /** The seed of a key of RFC 8032, or the scalar of one of RFC 7748 in little-endian. */
    public static Bytes raw(NewKey key) {
        return Bytes.adopt(RawKeys.secret(key.type(), key.privateKey()));
    }

    private static Bytes fixed(BigInteger number, int length) {
        return Bytes.adopt(BigIntegers.asUnsignedByteArray(length, number));
    }
}
