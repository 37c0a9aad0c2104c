// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.Optional;
import vsc.crypto.DecryptionKey;

/**
 * What somebody has to open a card with, besides a password.
 *
 * @param keyFile a key file
 * @param shares recovery shares, all of them of one card
 * @param privateKey the private key of a certificate, in memory or on a card
 * @param hosts what this computer can unseal; tried without anybody having asked for it
 */
public record Presented(
        Optional<FileKey> keyFile,
        List<RecoveryShare> shares,
        Optional<DecryptionKey> privateKey,
        List<HostBinding> hosts)
        implements AutoCloseable {
    public static final Presented NOTHING = new Presented(Optional.empty(), List.of(), Optional.empty(), List.of());

    /** Whether a password is all that somebody has. */
    public boolean isNothing() {
        return keyFile.isEmpty() && shares.isEmpty() && privateKey.isEmpty();
    }

    /** {@code key file and password}. */
    String words(boolean password) {
        if (isNothing()) {
            return password ? "password" : "computer";
        }
        String what = keyFile.isPresent() ? "key file" : shares.isEmpty() ? "private key" : "set of shares";
        return password ? what + " and password" : what;
    }

    @Override
    public void close() {
        keyFile.ifPresent(FileKey::close);
        shares.forEach(RecoveryShare::close);
        privateKey.ifPresent(DecryptionKey::close);
    }
}
