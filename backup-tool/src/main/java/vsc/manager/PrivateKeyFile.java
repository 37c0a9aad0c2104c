// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import vsc.crypto.DecryptionKey;
import vsc.crypto.KeyFile;
import vsc.crypto.KeyType;
import vsc.model.Failure;
import vsc.model.VscException;

/** The private key of a certificate that a slot is for. */
public final class PrivateKeyFile {
    private PrivateKeyFile() {}

    /**
     * @param content PKCS#12, PKCS#8 or PEM
     * @return closed by the caller
     */
    public static DecryptionKey read(byte[] content, String name, SecretSource secrets) throws VscException {
        KeyFile file = KeyFiles.read(content, name, secrets);
        KeyType type = file.key().type();
        if (!type.isRsa() && type != KeyType.P_256) {
            file.close();
            throw new VscException(
                    Failure.NOT_SUPPORTED,
                    "The key in " + name + " opens no slot: RSA and P-256 keys do, not " + type + ".");
        }
        return DecryptionKey.of(file.key());
    }
}
