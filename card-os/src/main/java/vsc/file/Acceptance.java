// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * A file that has passed every check, opened.
 *
 * @param content with what the journal has changed
 * @param torn whether the last change was not completely written
 */
record Acceptance(Frame frame, AreaKeys keys, Content content, Journal journal, boolean torn) {

    Sighting sighting() {
        return Sighting.of(frame.preamble(), frame.header(), content, journal);
    }

    /** A file that was just made. */
    static Acceptance of(Frame frame, AreaKeys keys, Content content) {
        return new Acceptance(frame, keys, content, Journal.of(frame), false);
    }

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
        Content saved = Content.open(frame, keys);
        Journal.Replay replay = Journal.read(frame, keys.journal());
        return new Acceptance(frame, keys, saved.changed(replay.changes()), replay.journal(), replay.torn());
    }
}
