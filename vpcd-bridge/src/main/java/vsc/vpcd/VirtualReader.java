// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.os.Card;

/** The slots of one virtual reader, and the cards that this process has in them. */
public final class VirtualReader implements AutoCloseable {
    private static final int STANDARD_PORT = 35963;

    private final List<Integer> ports;
    private final Map<Integer, ReaderSlot> inserted = new HashMap<>();
    private boolean closed;

    /**
     * @param ports where the slots listen on this machine, in order
     */
    public VirtualReader(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    /** The two slots of the machine's own pcscd with vpcd as it is installed. */
    public static VirtualReader standard() {
        return new VirtualReader(List.of(STANDARD_PORT, STANDARD_PORT + 1));
    }

    /** Has the JVM load what it takes to connect; for a thread of its own. */
    public static void rehearse() {
        VpcdConnection.rehearse();
    }

    public List<Integer> ports() {
        return ports;
    }

    /**
     * Inserts {@code card} and returns when pcscd shows it.
     *
     * @param slot counted from 0
     * @param wait how long pcscd may take to be there
     * @throws VscException as {@link Insertion#await}
     * @throws IndexOutOfBoundsException if there is no such slot
     */
    public ReaderSlot insert(Card card, int slot, Duration wait) throws VscException {
        return begin(card, OptionalInt.of(slot)).await(wait);
    }

    /**
     * Begins to insert {@code card}, and returns at once.
     *
     * @param slot counted from 0; if absent, the first one that has no card
     * @throws VscException SLOT_TAKEN if a card of ours is there, or in every slot; CARD_REMOVED if this is closed
     * @throws IndexOutOfBoundsException if there is no such slot
     */
    public Insertion begin(Card card, OptionalInt slot) throws VscException {
        ReaderSlot begun = slot.isPresent() ? start(card, ports.get(slot.getAsInt())) : startFrom(card, 0);
        return new Insertion(this, card, slot.isEmpty(), begun);
    }

    /** On to a slot behind the one at {@code port}. */
    ReaderSlot next(Card card, int port) throws VscException {
        return startFrom(card, ports.indexOf(port) + 1);
    }

    private synchronized ReaderSlot startFrom(Card card, int slot) throws VscException {
        for (int port : ports.subList(slot, ports.size())) {
            if (!holdsCardAt(port)) {
                return start(card, port);
            }
        }
        throw new VscException(Failure.SLOT_TAKEN, "Every slot of the virtual reader has a card already: eject one.");
    }

    private synchronized ReaderSlot start(Card card, int port) throws VscException {
        if (closed) {
            throw NotInserted.closed();
        }
        if (holdsCardAt(port)) {
            throw NotInserted.taken(port);
        }
        ReaderSlot slot = ReaderSlot.start(card, port);
        inserted.put(port, slot);
        return slot;
    }

    private boolean holdsCardAt(int port) {
        ReaderSlot slot = inserted.get(port);
        return slot != null && slot.status() != ReaderSlot.Status.EJECTED;
    }

    /** Ejects every card that was inserted here; none can be inserted afterwards. */
    @Override
    public void close() {
        for (ReaderSlot slot : closedSlots()) {
            slot.eject();
        }
    }

    private synchronized List<ReaderSlot> closedSlots() {
        closed = true;
        return List.copyOf(inserted.values());
    }
}
