// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * Activates cards and puts them into the reader, all of them or none. Returns when applications see them.
     *
     * @param first the slot of the first card, counted from 0, with the others behind it; slots that are free if absent
     * @param wait how long pcscd may take to be there
     */
    public List<Inserted> insert(List<Path> files, OptionalInt first, Duration wait) throws VscException {
        List<HeldCard> entering = new ArrayList<>();
        List<Optional<CardUse>> uses = new ArrayList<>();
        try {
            for (Path file : files) {
                HeldCard held = new HeldCard(file, opener.open(file), reader, this::ejected);
                entering.add(held);
                keep(held);
                uses.add(CardUse.of(held.card()));
                held.begin(first.isPresent() ? OptionalInt.of(first.getAsInt() + entering.size() - 1) : first);
            }
            List<Inserted> inserted = new ArrayList<>();
            for (HeldCard held : entering) {
                inserted.add(present(held, wait));
                held.use(uses.get(entering.indexOf(held)));
            }
            CryptoEngine.warmUpInBackground();
            return inserted;
        } catch (VscException e) {
            entering.forEach(HeldCard::close);
            throw e;
        }
    }

    private Inserted present(HeldCard held, Duration wait) throws VscException {
        int port = held.awaitPresent(wait);
        if (reachable) {
            held.listen();
        }
        return new Inserted(held.card().info(), port);
    }

    /** After {@link #close} the reader is closed, too, and refuses the card. */
    private synchronized void keep(HeldCard held) {
        cards.add(held);
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
        kept().forEach(HeldCard::close);
    }

    private synchronized List<HeldCard> kept() {
        return List.copyOf(cards);
    }
}
