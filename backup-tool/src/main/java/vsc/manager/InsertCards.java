// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import vsc.card.CardInfo;
import vsc.card.VirtualCard;
import vsc.model.VscException;
import vsc.vpcd.ReaderSlot;
import vsc.vpcd.VirtualReader;

/** Cards that this process has in a virtual reader, until it is closed. */
public final class InsertCards implements AutoCloseable {
    private final VirtualReader reader;
    private final List<VirtualCard> cards = new ArrayList<>();
    private boolean closed;

    /**
     * @param reader closed together with this
     */
    public InsertCards(VirtualReader reader) {
        this.reader = reader;
    }

    /**
     * A card in its place.
     *
     * @param port at which the slot listens
     */
    public record Inserted(CardInfo info, int port) {}

    /**
     * Activates a card and puts it into the reader. Returns when applications see it.
     *
     * @param slot counted from 0; the first free one if absent
     * @param wait how long pcscd may take to be there
     */
    public Inserted insert(Path file, SecretSource secrets, OptionalInt slot, Duration wait) throws VscException {
        VirtualCard card = Activation.open(file, secrets);
        try {
            keep(card);
            ReaderSlot inserted = slot.isPresent()
                    ? reader.insert(card.card(), slot.getAsInt(), wait)
                    : reader.insertIntoFreeSlot(card.card(), wait);
            return new Inserted(card.info(), inserted.port());
        } catch (VscException e) {
            card.close();
            throw e;
        }
    }

    private synchronized void keep(VirtualCard card) {
        if (closed) {
            card.close();
        }
        cards.add(card);
    }

    /** Takes the cards out first, and only then closes their files. */
    @Override
    public void close() {
        reader.close();
        closeCards();
    }

    private synchronized void closeCards() {
        closed = true;
        cards.forEach(VirtualCard::close);
    }
}
