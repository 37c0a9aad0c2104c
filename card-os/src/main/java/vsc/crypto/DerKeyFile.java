// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.crypto.PasswordDecryption.WrongPassword;

/** A private key alone in DER: PKCS#8 (RFC 5958), encrypted or not, PKCS#1 (RFC 8017) or SEC 1 (RFC 5915). */
final class DerKeyFile {
    private DerKeyFile() {}

    static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        Object key = parse(content);
        return KeyFile.of(
                List.of(
                        key instanceof EncryptedPrivateKeyInfo encrypted
                                ? decrypt(encrypted, passphrase)
                                : (PrivateKeyInfo) key),
                List.of());
    }

    /** The four of them are told apart by their first two fields. */
    private static Object parse(byte[] content) throws Unreadable {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(content);
            ASN1Encodable second = sequence.getObjectAt(1);
            if (!(sequence.getObjectAt(0) instanceof ASN1Integer)) {
                return EncryptedPrivateKeyInfo.getInstance(sequence);
            }
            if (second instanceof ASN1Integer) {
                return new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(sequence));
            }
            if (second instanceof ASN1OctetString) {
                ECPrivateKey key = ECPrivateKey.getInstance(sequence);
                return new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            return PrivateKeyInfo.getInstance(sequence);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers damaged input with many kinds of runtime exceptions.
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }

    static PrivateKeyInfo decrypt(EncryptedPrivateKeyInfo encrypted, Supplier<Secret> passphrase) throws Unreadable {
        try (Secret utf8 = passphrase.get();
                Secret bmp = Passphrase.bmp(utf8);
                Secret plain = decrypt(encrypted, utf8, bmp)) {
            return PrivateKeyInfo.getInstance(plain.expose());
        } catch (IllegalArgumentException e) {
            // A wrong passphrase can decrypt to something that is no key.
            throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
        }
    }

    private static Secret decrypt(EncryptedPrivateKeyInfo encrypted, Secret utf8, Secret bmp) throws Unreadable {
        try {
            return PasswordDecryption.decrypt(
                    encrypted.getEncryptionAlgorithm(), encrypted.getEncryptedData(), utf8, bmp);
        } catch (WrongPassword e) {
            throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
        } catch (RuntimeException e) {
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }
}
