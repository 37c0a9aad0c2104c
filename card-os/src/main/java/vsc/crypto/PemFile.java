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
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.iso.Bytes;

/** PEM (RFC 7468) with one private key in any of the forms openssl writes, and certificates. */
final class PemFile {
    private PemFile() {}

    static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        List<PrivateKeyInfo> keys = new ArrayList<>();
        List<Bytes> certificates = new ArrayList<>();
        boolean anything = false;
        try (PEMParser parser = new PEMParser(new StringReader(new String(content, StandardCharsets.ISO_8859_1)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                anything = true;
                if (next instanceof X509CertificateHolder certificate) {
                    certificates.add(Bytes.adopt(certificate.getEncoded()));
                } else if (isKey(next)) {
                    keys.add(key(next, passphrase));
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
        if (keys.size() != 1) {
            throw new Unreadable(
                    !anything
                            ? Problem.UNKNOWN_FORMAT
                            : keys.isEmpty() ? Problem.NO_PRIVATE_KEY : Problem.SEVERAL_PRIVATE_KEYS);
        }
        return new KeyFile(PrivateKeys.read(keys.get(0)), certificates);
    }

    private static boolean isKey(Object object) {
        return object instanceof PrivateKeyInfo
                || object instanceof PEMKeyPair
                || object instanceof PEMEncryptedKeyPair
                || object instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    private static PrivateKeyInfo key(Object object, Supplier<Secret> passphrase) throws IOException, Unreadable {
        if (object instanceof PrivateKeyInfo plain) {
            return plain;
        }
        if (object instanceof PEMKeyPair plain) {
            return plain.getPrivateKeyInfo();
        }
        try (Secret secret = passphrase.get()) {
            char[] password = Passphrase.characters(secret);
            try {
                return decrypt(object, password);
            } catch (EncryptionException | PKCSException e) {
                throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
            } catch (PEMException e) {
                // A wrong passphrase can decrypt to something that is no key.
                throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
            } catch (OperatorCreationException e) {
                throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
            } finally {
                Arrays.fill(password, '\0');
            }
        }
    }

    private static PrivateKeyInfo decrypt(Object object, char[] password)
            throws IOException, PKCSException, OperatorCreationException {
        if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder().build(password));
        }
        PEMEncryptedKeyPair encrypted = (PEMEncryptedKeyPair) object;
        return encrypted.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
    }
}
