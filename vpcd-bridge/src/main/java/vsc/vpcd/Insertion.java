// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.time.Duration;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.os.Card;

/** A card on its way into a virtual reader. Several can be on their way at the same time: pcscd notices them together. */
public final class Insertion {
    private final VirtualReader reader;
    private final Card card;
    private final boolean anySlot;
    private ReaderSlot slot;

    Insertion(VirtualReader reader, Card card, boolean anySlot, ReaderSlot slot) {
        this.reader = reader;
        this.card = card;
        this.anySlot = anySlot;
        this.slot = slot;
    }

    /**
     * Returns when pcscd shows the card.
     *
     * @param wait how long pcscd may take to be there
     * @throws VscException NO_PCSC_SERVICE, NO_VPCD_DRIVER or NO_VIRTUAL_READER if it is not, SLOT_TAKEN, or CARD_REMOVED if
     *     the reader was closed
     */
    public ReaderSlot await(Duration wait) throws VscException {
        while (true) {
            try {
                slot.awaitPresent(wait);
                return slot;
            } catch (VscException refused) {
                if (!anySlot || refused.failure() != Failure.SLOT_TAKEN) {
                    throw refused;
                }
                slot = reader.next(card, slot.port());
            }
        }
    }
}
