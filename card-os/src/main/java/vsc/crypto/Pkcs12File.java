// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.iso.Bytes;

/** PKCS#12 (RFC 7292) by the JDK, which knows the old and the new encryption. */
final class Pkcs12File {
    private Pkcs12File() {}

    static boolean recognises(byte[] content) {
        try {
            Pfx.getInstance(content);
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        try (Secret secret = passphrase.get()) {
            char[] password = Passphrase.characters(secret);
            try {
                return onlyKey(load(content, password), password);
            } catch (UnrecoverableKeyException e) {
                throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
            } catch (GeneralSecurityException | IOException e) {
                throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
            } finally {
                Arrays.fill(password, '\0');
            }
        }
    }

    private static KeyStore load(byte[] content, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException wrong) {
                throw wrong;
            }
            throw e;
        }
    }

    private static KeyFile onlyKey(KeyStore store, char[] password) throws GeneralSecurityException, Unreadable {
        List<String> aliases = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                aliases.add(alias);
            }
        }
        if (aliases.size() != 1) {
            throw new Unreadable(aliases.isEmpty() ? Problem.NO_PRIVATE_KEY : Problem.SEVERAL_PRIVATE_KEYS);
        }
        Key key = store.getKey(aliases.get(0), password);
        List<Bytes> certificates = new ArrayList<>();
        Certificate[] chain = store.getCertificateChain(aliases.get(0));
        for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
            certificates.add(Bytes.adopt(certificate.getEncoded()));
        }
        byte[] encoded = key.getEncoded();
        try {
            return new KeyFile(PrivateKeys.read(PrivateKeyInfo.getInstance(encoded)), certificates);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }
}
