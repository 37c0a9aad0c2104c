// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import vsc.model.Failure;
import vsc.model.VscException;

/** Whether an activated card is in use, and until when. Every change of that stands in its log. */
public final class CardLife {
    private static final Logger LOG = System.getLogger(CardLife.class.getName());

    private final Path path;
    private final Store store;
    private final Clock clock;

    CardLife(Path path, Store store, Clock clock) {
        this.path = path;
        this.store = store;
        this.clock = clock;
    }

    /** As precise as it can be stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * What has happened to the card.
     *
     * @throws VscException {@code FILE_SEMANTICS} if the log was altered
     */
    public CardLog log() throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, store::log);
    }

    /**
     * Takes the card out of use.
     *
     * @param reason may be empty
     * @throws VscException {@code NOT_SUPPORTED} if it is sealed, {@code FILE_WRITE}
     */
    public void disable(String reason) throws VscException {
        requireReason(reason);
        requireNotSealed();
        write(Lifecycle.DISABLED, LogEntry.Event.DISABLED, reason, Optional.empty(), Optional.empty());
    }

    /**
     * Puts the card into use.
     *
     * @param reason may be empty
     * @param until when it is to be disabled again; seconds count, and not what is smaller
     * @throws VscException {@code USAGE} if that is over, {@code NOT_SUPPORTED} if the card is sealed, {@code FILE_WRITE}
     */
    public void enable(String reason, Optional<Instant> until) throws VscException {
        requireReason(reason);
        requireNotSealed();
        Optional<Instant> end = until.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        if (end.isPresent() && !end.get().isAfter(now())) {
            throw new VscException(Failure.USAGE, "The end of the time, %s, is over.".formatted(end.get()));
        }
        write(store.header().enabledAs(), LogEntry.Event.ENABLED, reason, end, end);
    }

    /**
     * Takes the card out of use again, because its time is over.
     *
     * @throws VscException {@code FILE_WRITE}
     */
    public void expire() throws VscException {
        write(Lifecycle.DISABLED, LogEntry.Event.EXPIRED, "", store.header().enabledUntil(), Optional.empty());
    }

    /**
     * The time to measure the end of the card's use by: never before what the card has seen. A clock that shows an earlier
     * one goes into the log, if that can be written.
     */
    public Instant time() {
        Instant now = now();
        Instant seen = store.header().modified();
        if (!now.isBefore(seen)) {
            return now;
        }
        noteClock("%s after %s".formatted(now, seen));
        return seen;
    }

    /**
     * Notes that the clock ran backwards.
     *
     * @param how the times it showed
     */
    public void noteClock(String how) {
        LOG.log(Level.WARNING, "the clock of this computer ran backwards: {0}", how);
        Optional<Instant> end = store.header().enabledUntil();
        try {
            write(store.header().lifecycle(), LogEntry.Event.CLOCK_RAN_BACKWARDS, how, Optional.empty(), end);
        } catch (VscException e) {
            LOG.log(Level.WARNING, "this is not in the log of the card: {0}", e.getMessage());
        }
    }

    private void write(
            Lifecycle next, LogEntry.Event event, String reason, Optional<Instant> logged, Optional<Instant> until)
            throws VscException {
        Reported.of(path, Failure.FILE_WRITE, () -> {
            CardLog log = store.log();
            return store.change(
                    header -> header.at(next, until), edit -> log.append(edit, now(), event, reason, logged));
        });
    }

    static void requireReason(String reason) throws VscException {
        if (reason.getBytes(StandardCharsets.UTF_8).length > LogEntry.MAX_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new VscException(
                    Failure.USAGE,
                    "A reason has at most %d bytes and no control characters.".formatted(LogEntry.MAX_REASON));
        }
    }

    private void requireNotSealed() throws VscException {
        if (store.header().lifecycle() == Lifecycle.SEALED) {
            throw new VscException(
                    Failure.NOT_SUPPORTED,
                    "The card is sealed: give it a password by `vsc recovery combine`, and it is in use again.");
        }
    }
}
