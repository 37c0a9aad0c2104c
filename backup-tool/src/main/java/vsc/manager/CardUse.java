// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import vsc.card.VirtualCard;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The time for which a card was enabled. It ends when either the clock says so or as much time has passed, whatever the
 * clock says.
 *
 * @param from the time at which {@code passed} was measured first
 */
record CardUse(Instant from, Instant until) {
    private static final Logger LOG = System.getLogger(CardUse.class.getName());
    private static final Duration STEP = Duration.ofSeconds(1);

    /**
     * Nothing for a card that is enabled for good.
     *
     * @throws VscException {@code CARD_DISABLED} if it must not be plugged in; when its time is over, it is disabled first
     */
    static Optional<CardUse> of(VirtualCard card) throws VscException {
        card.info().requireEnabled();
        Optional<Instant> until = card.info().header().enabledUntil();
        if (until.isEmpty()) {
            return Optional.empty();
        }
        CardUse use = new CardUse(card.life().time(), until.get());
        if (!use.from.isBefore(use.until)) {
            disable(card);
            throw new VscException(
                    Failure.CARD_DISABLED,
                    "The card \"%s\" was enabled until %s and is disabled again."
                            .formatted(card.info().label(), use.until));
        }
        return Optional.of(use);
    }

    /** Because its time is over. */
    static void disable(VirtualCard card) {
        try {
            card.life().expire();
        } catch (VscException e) {
            LOG.log(Level.WARNING, "that the time of the card is over cannot be saved: {0}", e.getMessage());
        }
    }

    /**
     * Begins to watch.
     *
     * @param over done when the time is over
     * @param backwards told what the clock showed when it ran backwards
     * @return to be interrupted when the card is not in use any more
     */
    Thread watch(Runnable over, Consumer<String> backwards) {
        long begin = System.nanoTime();
        Thread watch = new Thread(
                () -> {
                    try {
                        await(begin, backwards);
                        over.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "end of use");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private void await(long begin, Consumer<String> backwards) throws InterruptedException {
        Instant before = Instant.now();
        while (true) {
            Instant clock = Instant.now();
            if (clock.isBefore(before.minus(STEP))) {
                backwards.accept("%s after %s".formatted(clock, before));
            }
            before = clock;
            Instant passed = from.plusNanos(System.nanoTime() - begin);
            Duration left = Duration.between(clock.isAfter(passed) ? clock : passed, until);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            Thread.sleep(Math.min(left.toMillis() + 1, STEP.toMillis()));
        }
    }
}
