// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import vsc.crypto.ContentSigningKey;
import vsc.crypto.KeyFile;
import vsc.crypto.KeyType;
import vsc.model.Failure;
import vsc.model.VscException;

/** The key and certificate of a card issuer. */
public final class SignerFile {
    private SignerFile() {}

    /**
     * @param content PKCS#12 or PEM
     * @param name of the file, for messages
     * @throws VscException {@link Failure#OBJECT_NOT_FOUND} without a certificate of the key, {@link Failure#NOT_SUPPORTED} for
     *     a key that does not sign content (SP 800-78-4, table 3-3)
     */
    public static ContentSigningKey read(byte[] content, String name, SecretSource secrets) throws VscException {
        try (KeyFile file = KeyFiles.read(content, name, secrets)) {
            KeyType type = file.key().type();
            if (!type.isRsa() && type != KeyType.P_256 && type != KeyType.P_384) {
                throw new VscException(
                        Failure.NOT_SUPPORTED, "The key in " + name + " signs no cards; RSA, P-256 and P-384 keys do.");
            }
            if (CertificateFile.matching(file.certificates(), file.key().publicKey())
                    .isEmpty()) {
                throw new VscException(
                        Failure.OBJECT_NOT_FOUND, "There is no certificate for the key in " + name + ".");
            }
            return ContentSigningKey.of(file);
        }
    }
}
