// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;
import vsc.model.VscException;
import vsc.os.Card;

/**
 * A slot of the virtual reader with a card in it. The card stays until {@link #eject}: when pcscd goes away, its own thread
 * connects again as soon as pcscd is back. The slot does not own the card.
 */
public final class ReaderSlot {
    /** Where the card is. */
    public enum Status {
        /** Connected; pcscd does not show the card yet. */
        CONNECTING,
        /** pcscd shows the card. */
        PRESENT,
        /** Connected again, but the slot got another card meanwhile; ours follows when that one leaves. */
        TAKEN,
        /** The virtual reader is gone; the card waits for it. */
        LOST,
        /** Taken out for good. */
        EJECTED
    }

    private static final Logger LOG = System.getLogger(ReaderSlot.class.getName());

    private static final int APDU = -1;
    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int GET_ATR = 4;

    /**
     * pcscd finds a card (it asks for the ATR once or twice), powers it and asks again. Its clients see the card only some
     * time after that: on a busy machine tens of milliseconds. What comes next, at the latest with the next poll, is proof.
     */
    private static final int FRAMES_BEFORE_PRESENT = 4;

    /** vpcd looks for a new card every 400 ms and asks it for its ATR: this long a silence means that it has another. */
    static final Duration SILENCE = Duration.ofMillis(1200);

    /** A connection that waits for being noticed, and the polls after that. */
    private static final Duration CONNECTED_TO_PRESENT = SILENCE.multipliedBy(3);

    /** A card in the middle of a long command is not waited for. */
    private static final Duration LAST_COMMAND = Duration.ofSeconds(1);

    private final Card card;
    private final Bytes atr;
    private final int port;
    private final Thread thread;
    private volatile Status status = Status.CONNECTING;
    private @Nullable VpcdConnection connection;

    private ReaderSlot(Card card, int port) {
        this.card = card;
        this.atr = card.atr().value();
        this.port = port;
        this.thread = new Thread(this::run, "reader slot " + port);
        thread.setDaemon(true);
    }

    /** Begins to put {@code card} into the slot that listens at {@code port} of this machine; returns at once. */
    static ReaderSlot start(Card card, int port) {
        ReaderSlot slot = new ReaderSlot(card, port);
        slot.thread.start();
        return slot;
    }

    /**
     * Returns when pcscd shows the card for the first time; ejects it if that does not happen.
     *
     * @param wait how long pcscd may take to be there
     * @throws VscException NO_PCSC_SERVICE, NO_VPCD_DRIVER or NO_VIRTUAL_READER if nothing listens, SLOT_TAKEN if pcscd has
     *     another card there, CARD_REMOVED if the slot was ejected meanwhile
     */
    void awaitPresent(Duration wait) throws VscException {
        Status reached = await(wait, Status.PRESENT, Status.TAKEN);
        if (reached == Status.CONNECTING) {
            reached = await(CONNECTED_TO_PRESENT, Status.PRESENT, Status.TAKEN, Status.LOST);
        }
        if (reached != Status.PRESENT) {
            eject();
            throw NotInserted.because(reached, port);
        }
    }

    public int port() {
        return port;
    }

    public Status status() {
        return status;
    }

    /**
     * Waits until the slot is in one of the states {@code wanted} or ejected, at most {@code limit} or until interrupted.
     *
     * @return the state at the end, wanted or not
     */
    public synchronized Status await(Duration limit, Status... wanted) {
        Set<Status> reached = Set.of(wanted);
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        try {
            while (left > 0 && status != Status.EJECTED && !reached.contains(status)) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return status;
    }

    /**
     * Takes the card out: returns with the socket closed, and with the slot's thread ended unless a command takes long. May
     * be called from any thread and more than once.
     */
    public void eject() {
        set(Status.EJECTED);
        closeConnection();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LAST_COMMAND.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "closing the connection to the virtual reader", gone);
        }
    }

    private void set(Status next) {
        if (status != next) {
            change(next);
        }
    }

    private synchronized void change(Status next) {
        if (status != Status.EJECTED) {
            LOG.log(Level.DEBUG, "port {0,number,#}: {1}", port, next);
            status = next;
            notifyAll();
        }
    }

    private void run() {
        Backoff backoff = new Backoff();
        Status outcome;
        do {
            outcome = attempt();
        } while (pauseAfter(outcome, backoff));
    }

    /** Holds a connection as long as it lasts; it always ends by an exception. */
    private Status attempt() {
        try {
            connect();
        } catch (SocketTimeoutException queueFull) {
            return Status.TAKEN;
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, "the connection to the virtual reader has ended", ended);
        } catch (RuntimeException | Error defect) {
            LOG.log(Level.ERROR, "unexpected error in a reader slot", defect);
        }
        return Status.LOST;
    }

    /** Whether another attempt is due. */
    private synchronized boolean pauseAfter(Status outcome, Backoff backoff) {
        if (status == Status.PRESENT) {
            backoff.restart();
        }
        set(outcome);
        return await(Duration.ofMillis(backoff.next())) != Status.EJECTED;
    }

    private void connect() throws IOException {
        try (VpcdConnection next = new VpcdConnection()) {
            adopt(next);
            next.connect(port, SILENCE);
            if (status == Status.LOST) {
                set(Status.CONNECTING);
            }
            set(next.awaitData(SILENCE) ? Status.CONNECTING : Status.TAKEN);
            serve(next);
        }
    }

    /** From here on {@link #eject} closes {@code next}. */
    private synchronized void adopt(VpcdConnection next) throws IOException {
        if (status == Status.EJECTED) {
            throw new ClosedChannelException();
        }
        connection = next;
    }

    /** vpcd may send a command on a new connection without having powered the card: it begins locked, whatever comes. */
    private void serve(VpcdConnection current) throws IOException {
        try {
            card.reset();
            answer(current);
        } finally {
            card.reset();
        }
    }

    private void answer(VpcdConnection current) throws IOException {
        for (long frames = 1; ; frames++) {
            Bytes frame = current.read();
            if (frames > FRAMES_BEFORE_PRESENT || frame.length() > 1) {
                set(Status.PRESENT);
            }
            switch (frame.length() > 1 ? APDU : frame.at(0)) {
                case APDU -> current.write(card.transmit(frame));
                case POWER_OFF, POWER_ON, RESET -> card.reset();
                case GET_ATR -> current.write(atr);
                default -> throw new ProtocolException("control byte " + frame);
            }
        }
    }
}
