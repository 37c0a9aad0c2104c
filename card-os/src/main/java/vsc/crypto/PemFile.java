// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.iso.Bytes;

/** PEM (RFC 7468) with one private key in any of the forms openssl writes, and certificates. */
final class PemFile {
    private PemFile() {}

    static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        List<Object> objects = parse(content);
        if (objects.isEmpty()) {
            throw new Unreadable(Problem.UNKNOWN_FORMAT);
        }
        List<Object> keys = objects.stream().filter(PemFile::isKey).toList();
        // No passphrase is asked for a file that would be refused anyway.
        KeyFile.requireOne(keys);
        return KeyFile.of(List.of(key(keys.get(0), passphrase)), certificates(objects));
    }

    private static List<Object> parse(byte[] content) throws Unreadable {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(new String(content, StandardCharsets.ISO_8859_1)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                objects.add(next);
            }
            return objects;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers damaged input with many kinds of runtime exceptions.
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }

    private static boolean isKey(Object object) {
        return object instanceof PrivateKeyInfo
                || object instanceof PEMKeyPair
                || object instanceof PEMEncryptedKeyPair
                || object instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    private static List<Bytes> certificates(List<Object> objects) throws Unreadable {
        List<Bytes> certificates = new ArrayList<>();
        try {
            for (Object object : objects) {
                if (object instanceof X509CertificateHolder certificate) {
                    certificates.add(Bytes.adopt(certificate.getEncoded()));
                }
            }
            return certificates;
        } catch (IOException e) {
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }

    private static PrivateKeyInfo key(Object object, Supplier<Secret> passphrase) throws Unreadable {
        if (object instanceof PrivateKeyInfo plain) {
            return plain;
        }
        if (object instanceof PEMKeyPair plain) {
            return plain.getPrivateKeyInfo();
        }
        if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return DerKeyFile.decrypt(encrypted.toASN1Structure(), passphrase);
        }
        return decrypt((PEMEncryptedKeyPair) object, passphrase);
    }

    private static PrivateKeyInfo decrypt(PEMEncryptedKeyPair encrypted, Supplier<Secret> passphrase)
            throws Unreadable {
        try (Secret secret = passphrase.get()) {
            char[] octets = Passphrase.octets(secret);
            try {
                return encrypted
                        .decryptKeyPair(new BcPEMDecryptorProvider(octets))
                        .getPrivateKeyInfo();
            } catch (IOException | RuntimeException e) {
                // A wrong passphrase can decrypt to something that is no key.
                throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
            } finally {
                Arrays.fill(octets, '\0');
            }
        }
    }
}
