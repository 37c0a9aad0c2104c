// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.control.ControlServer;
import vsc.control.PluggedCard;
import vsc.crypto.Secret;
import vsc.dialogue.Trace;
import vsc.model.VscException;
import vsc.vpcd.Insertion;
import vsc.vpcd.ReaderSlot;
import vsc.vpcd.VirtualReader;

/** A card that this process keeps in a reader, and that other processes can ask for by its control socket. */
final class HeldCard implements PluggedCard, AutoCloseable {
    private static final Logger LOG = System.getLogger(HeldCard.class.getName());

    private final Path file;
    private final VirtualReader reader;
    private final Runnable onEject;
    private final Instant since = Instant.now();
    private VirtualCard card;
    private @Nullable Insertion insertion;
    private @Nullable ReaderSlot slot;
    private @Nullable Secret areaKeys;
    private @Nullable ControlServer control;
    private @Nullable Trace tracing;
    private @Nullable Thread watch;
    private int port;
    private volatile boolean ejected;

    /**
     * @param onEject told when the card was ejected by another process
     */
    HeldCard(Path file, VirtualCard card, VirtualReader reader, Runnable onEject) {
        this.file = file;
        this.card = card;
        this.reader = reader;
        this.onEject = onEject;
    }

    VirtualCard card() {
        return card;
    }

    /** Begins to put the card into the reader; returns at once. */
    synchronized void begin(OptionalInt wanted) throws VscException {
        insertion = reader.begin(card.card(), wanted);
    }

    /**
     * Returns when applications see the card.
     *
     * @return the port of its slot
     */
    synchronized int awaitPresent(Duration wait) throws VscException {
        ReaderSlot inserted = Objects.requireNonNull(insertion).await(wait);
        insertion = null;
        slot = inserted;
        port = inserted.port();
        return port;
    }

    /** From now on the card ejects itself at the end of its time, if it has one. */
    synchronized void use(Optional<CardUse> limited) {
        limited.ifPresent(use -> watch = use.watch(this::endUse, this::clockRanBackwards));
    }

    private void clockRanBackwards(String how) {
        synchronized (this) {
            if (!ejected && areaKeys == null) {
                card.life().noteClock(how);
            }
        }
    }

    private void endUse() {
        synchronized (this) {
            if (ejected || areaKeys != null) {
                return;
            }
            takeOut();
            CardUse.disable(card);
        }
        LOG.log(Level.WARNING, "The time of the card is over: it was taken out of the reader and is disabled.");
        close();
        onEject.run();
    }

    /** Without a control socket the card works all the same. */
    synchronized void listen() {
        try {
            control = ControlServer.start(this, file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "This card cannot be reached by other vsc commands: {0}", e.getMessage());
        }
    }

    @Override
    public synchronized Map<String, String> status() {
        Map<String, String> status = new LinkedHashMap<>();
        status.put("label", card.info().label());
        status.put("pid", String.valueOf(ProcessHandle.current().pid()));
        status.put("port", String.valueOf(port));
        ReaderSlot.Status now = slot == null ? ReaderSlot.Status.EJECTED : slot.status();
        status.put("status", areaKeys != null ? "yielded" : now.name().toLowerCase(Locale.ROOT));
        status.put("since", since.toString());
        return status;
    }

    @Override
    public void eject() {
        end();
        onEject.run();
    }

    private synchronized void end() {
        takeOut();
        card.close();
        if (areaKeys != null) {
            areaKeys.close();
            areaKeys = null;
        }
        ejected = true;
    }

    /** Whether the card is out for good. */
    boolean isEjected() {
        return ejected;
    }

    private synchronized void takeOut() {
        if (watch != null && watch != Thread.currentThread()) {
            watch.interrupt();
        }
        watch = null;
        if (slot != null) {
            slot.eject();
            slot = null;
        }
    }

    @Override
    public synchronized void yieldFile() {
        if (areaKeys == null) {
            takeOut();
            areaKeys = card.areaKeys();
            card.close();
        }
    }

    @Override
    public synchronized void resume() throws VscException {
        Secret keys = areaKeys;
        if (keys == null) {
            return;
        }
        areaKeys = null;
        try (keys) {
            card = VirtualCards.open(file, keys, HostState.witness(false));
            Optional<CardUse> limited = CardUse.of(card);
            card.card().trace(tracing);
            slot = reader.insert(card.card(), reader.ports().indexOf(port), Duration.ofSeconds(1));
            use(limited);
        } catch (VscException e) {
            eject();
            throw e;
        }
    }

    @Override
    public synchronized Runnable trace(Consumer<String> listener) {
        tracing = new Trace(listener);
        card.card().trace(tracing);
        return this::endTrace;
    }

    private synchronized void endTrace() {
        tracing = null;
        card.card().trace(null);
    }

    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
        end();
    }
}
