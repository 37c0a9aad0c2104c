// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    public List<Integer> ports() {
        return ports;
    }

    /**
     * Inserts {@code card} and returns when pcscd shows it.
     *
     * @param slot counted from 0
     * @param wait how long pcscd may take to be there
     * @throws VscException NO_VIRTUAL_READER or SLOT_TAKEN
     * @throws IndexOutOfBoundsException if there is no such slot
     */
    public ReaderSlot insert(Card card, int slot, Duration wait) throws VscException {
        int port = ports.get(slot);
        if (holdsCardAt(port)) {
            throw FirstConnection.taken(port);
        }
        return keep(ReaderSlot.insert(card, port, wait));
    }

    /**
     * As {@link #insert}, into the first slot that has no card.
     *
     * @throws VscException SLOT_TAKEN if every slot has one
     */
    public ReaderSlot insertIntoFreeSlot(Card card, Duration wait) throws VscException {
        for (int slot = 0; slot < ports.size(); slot++) {
            try {
                return insert(card, slot, wait);
            } catch (VscException refused) {
                if (refused.failure() != Failure.SLOT_TAKEN) {
                    throw refused;
                }
            }
        }
        throw new VscException(Failure.SLOT_TAKEN, "Every slot of the virtual reader has a card already: eject one.");
    }

    private synchronized boolean holdsCardAt(int port) {
        ReaderSlot slot = inserted.get(port);
        return slot != null && slot.status() != ReaderSlot.Status.EJECTED;
    }

    private ReaderSlot keep(ReaderSlot slot) throws VscException {
        if (!keptWhileOpen(slot)) {
            slot.eject();
            throw new VscException(Failure.CARD_REMOVED, "The virtual reader was closed while the card went in.");
        }
        return slot;
    }

    private synchronized boolean keptWhileOpen(ReaderSlot slot) {
        if (!closed) {
            inserted.put(slot.port(), slot);
        }
        return !closed;
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
