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
import vsc.crypto.CryptoEngine;
import vsc.model.VscException;
import vsc.vpcd.VirtualReader;

/** Cards that this process has in a virtual reader, until they are ejected or this is closed. */
public final class InsertCards implements AutoCloseable {
    private final VirtualReader reader;
    private final CardOpener opener;
    private final boolean reachable;
    private final List<HeldCard> cards = new ArrayList<>();
    private boolean closed;

    /**
     * @param reader closed together with this
     * @param reachable whether other {@code vsc} commands can ask for the cards
     */
    public InsertCards(VirtualReader reader, CardOpener opener, boolean reachable) {
        this.reader = reader;
        this.opener = opener;
        this.reachable = reachable;
    }

    /** Activates a card. */
    @FunctionalInterface
    public interface CardOpener {
        VirtualCard open(Path file) throws VscException;
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
    public Inserted insert(Path file, OptionalInt slot, Duration wait) throws VscException {
        HeldCard held = new HeldCard(file, opener.open(file), reader, this::ejected);
        if (!keep(held)) {
            held.close();
        }
        try {
            int port = held.insert(slot, wait);
            if (reachable) {
                held.listen();
            }
            CryptoEngine.warmUpInBackground();
            return new Inserted(held.card().info(), port);
        } catch (VscException e) {
            held.close();
            throw e;
        }
    }

    private synchronized boolean keep(HeldCard held) {
        cards.add(held);
        return !closed;
    }

    private synchronized void ejected() {
        notifyAll();
    }

    /** Returns when every card was ejected by another process. */
    public synchronized void awaitEmpty() throws InterruptedException {
        while (!cards.stream().allMatch(HeldCard::isEjected)) {
            wait();
        }
    }

    /** Takes the cards out first, and only then closes their files. */
    @Override
    public void close() {
        reader.close();
        for (HeldCard held : closedCards()) {
            held.close();
        }
    }

    private synchronized List<HeldCard> closedCards() {
        closed = true;
        return List.copyOf(cards);
    }
}
