// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * Accepts a card that is in memory only. A JVM takes ten times as long for the first card as for the second one; a process
 * that has a processor to spare can have the first one behind it before it knows which card it is to open.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Leaves nothing behind but classes that are loaded. */
    public static void run() {
        Bytes cardId = Bytes.adopt(new byte[Preamble.ID_LENGTH]);
        NewCard card = new NewCard("rehearsal", "none", Lifecycle.TEST, List.of(), Map.of(), List.of());
        try (Secret masterKey = Secret.random(KeySlot.MASTER_KEY_LENGTH);
                AreaKeys keys = AreaKeys.derive(masterKey, cardId)) {
            Slot slot = KeySlot.open(cardId, 0, masterKey).toSlot();
            Frame made = Frame.write(
                    Preamble.first(cardId, cardId, 0),
                    Header.of(cardId, card, slot, Instant.EPOCH),
                    Content.empty(),
                    keys);
            Acceptance accepted = Acceptance.of(made.bytes(), () -> masterKey);
            accepted.content().close();
            accepted.keys().close();
        } catch (VscException e) {
            throw new IllegalStateException("a card in memory is not accepted", e);
        }
    }
}
