// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/** A file that has passed every check, opened. */
record Acceptance(Frame frame, AreaKeys keys, Content content) {

    /**
     * The whole check, in the order of FORMAT.md. Nothing that the master key has not vouched for is decrypted, but for the
     * slot that gives it.
     *
     * @throws Rejected with the first check that fails
     * @throws VscException if {@code source} has no password
     */
    static Acceptance of(Bytes file, PasswordSource source) throws VscException {
        Frame frame = Frame.parse(file);
        Bytes cardId = frame.preamble().cardId();
        try (Secret masterKey =
                KeySlot.unlockAny(cardId, frame.header().keySlots().toList(), source)) {
            AreaKeys keys = AreaKeys.derive(masterKey, cardId);
            frame.authenticate(keys.mac());
            return new Acceptance(frame, keys, Content.open(frame, keys));
        }
    }
}
