// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import vsc.crypto.KeyFile;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Reads key files and says in a sentence why one cannot be used. */
final class KeyFiles {
    private KeyFiles() {}

    static KeyFile read(byte[] content, String name, SecretSource secrets) throws VscException {
        PassphraseOnDemand passphrase = new PassphraseOnDemand(secrets, name);
        try {
            return KeyFile.read(content, passphrase::get);
        } catch (KeyFile.Unreadable e) {
            throw explain(e, name);
        } catch (NotAvailable e) {
            throw e.reason;
        }
    }

    private static VscException explain(KeyFile.Unreadable e, String name) {
        return switch (e.problem()) {
            case WRONG_PASSPHRASE ->
                new VscException(Failure.WRONG_PASSPHRASE, "The passphrase of " + name + " is wrong.", e);
            case UNKNOWN_FORMAT ->
                new VscException(
                        Failure.INPUT_FORMAT, name + " is not a PKCS#12, PKCS#8 or PEM file, or it is damaged.", e);
            case NO_PRIVATE_KEY ->
                new VscException(Failure.OBJECT_NOT_FOUND, "There is no private key in " + name + ".", e);
            case SEVERAL_PRIVATE_KEYS ->
                new VscException(
                        Failure.AMBIGUOUS, "There are several private keys in " + name + "; one is wanted.", e);
            case UNSUPPORTED_KEY ->
                new VscException(
                        Failure.NOT_SUPPORTED, "The key in " + name + " is of a kind that cards do not take here.", e);
        };
    }

    /** The supplier interface has no place for the exception of a source that cannot be asked. */
    private record PassphraseOnDemand(SecretSource secrets, String name) {
        Secret get() {
            try {
                return secrets.get(SecretName.PASSPHRASE, name);
            } catch (VscException e) {
                throw new NotAvailable(e);
            }
        }
    }

    private static final class NotAvailable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final VscException reason;

        NotAvailable(VscException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
