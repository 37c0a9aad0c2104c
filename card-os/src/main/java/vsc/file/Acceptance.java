// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

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
        try (KeySlot.Unlocked unlocked = frame.unlock(source)) {
            return of(
                    frame,
                    AreaKeys.derive(unlocked.masterKey(), frame.preamble().cardId()));
        }
    }

    /**
     * The same for a file whose area keys are known from an earlier activation.
     *
     * @param keys taken over
     * @throws Rejected also if the card was re-keyed since
     */
    static Acceptance of(Frame frame, AreaKeys keys) {
        frame.authenticate(keys.mac());
        return new Acceptance(frame, keys, Content.open(frame, keys));
    }
}
