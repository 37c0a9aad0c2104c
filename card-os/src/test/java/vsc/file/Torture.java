// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import vsc.iso.Seed;

/**
 * Everything that can happen to a file, for as long as wanted: {@code scripts/torture} starts it. What has an end is done
 * wholly if there is time, in a random order; losses of power get the rest.
 */
final class Torture {
    private static final int RACES = 1000;
    private static final int FAULTY_ORDERS = 500;
    private static final int ORDERS = 100;
    private static final int FLIPS_AT_ONCE = 2048;

    private final Path folder;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final long begin = System.nanoTime();
    private final double seconds;
    private boolean failed;

    private Torture(Path folder, double seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /** One of many things to be tried; false when there is nothing more. */
    private interface Try {
        boolean next(Path own) throws Exception;
    }

    /**
     * @param arguments a folder to work in, and how many seconds there are
     */
    public static void main(String[] arguments) throws Exception {
        Torture torture = new Torture(Path.of(arguments[0]), Double.parseDouble(arguments[1]));
        QuietLog log = new QuietLog();
        torture.races(0.08);
        torture.faults(0.30);
        torture.flips(0.60);
        torture.crashes();
        log.end();
        System.exit(torture.failed ? 1 : 0);
    }

    private double elapsed() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private boolean isBefore(double share) {
        return elapsed() < seconds * share;
    }

    private void report(double started, Tally tally, String words) {
        System.out.printf(
                Locale.ROOT,
                "%7.1f  %10d  %s%n",
                elapsed() - started,
                tally.violations().size(),
                words);
        tally.violations().stream().limit(10).forEach(each -> System.out.println("  VIOLATION " + each));
        failed |= !tally.violations().isEmpty();
    }

    private void races(double share) throws Exception {
        double started = elapsed();
        Tally tally = new Tally();
        int rounds = (int) Math.min(RACES, Math.max(20, seconds * share * 60));
        OpenRace.run(folder, Seed.value(), rounds, tally);
        report(
                started,
                tally,
                "two processes race to open one file: %,d rounds, one winner each; %,d times the other got in at once when it closed"
                        .formatted(tally.counted("rounds"), tally.counted("in while the other closed")));
    }

    private void faults(double share) throws Exception {
        double started = elapsed();
        Tally tally = new Tally();
        List<FaultRun.Point> points = FaultRun.script(folder, Seed.value(), FAULTY_ORDERS);
        Collections.shuffle(points, Seed.random());
        AtomicInteger next = new AtomicInteger();
        parallel(tally, own -> {
            int point = next.getAndIncrement();
            if (point >= points.size() || !isBefore(share)) {
                return false;
            }
            FaultRun.tryAll(own, Seed.value(), points.get(point), tally);
            return true;
        });
        report(
                started,
                tally,
                "errors of the disk: %,d at %,d of %,d orders (%,d at write, %,d at sync, %,d at rename, %,d at directory sync), 20 orders after each"
                        .formatted(
                                tally.counted("faults"),
                                tally.counted("orders"),
                                points.size(),
                                tally.counted("faults at write"),
                                tally.counted("faults at sync"),
                                tally.counted("faults at replace"),
                                tally.counted("faults at syncDirectory")));
    }

    private void flips(double share) throws Exception {
        double started = elapsed();
        Tally tally = new Tally();
        List<Runnable> parts = new ArrayList<>();
        long bits = 0;
        for (String name : ReferenceCard.NAMES) {
            BitFlips flips = new BitFlips(ReferenceCard.load(name), tally);
            bits += flips.bits();
            parts.add(flips::cutAndEmpty);
            for (int from = 0; from < flips.bits(); from += FLIPS_AT_ONCE) {
                int first = from;
                parts.add(() -> {
                    for (int bit = first; bit < Math.min(first + FLIPS_AT_ONCE, flips.bits()); bit++) {
                        flips.flip(bit);
                    }
                });
            }
        }
        Collections.shuffle(parts, Seed.random());
        AtomicInteger next = new AtomicInteger();
        parallel(tally, own -> {
            int part = next.getAndIncrement();
            if (part >= parts.size() || !isBefore(share)) {
                return false;
            }
            parts.get(part).run();
            return true;
        });
        report(
                started,
                tally,
                "bit flips in the three reference cards: %,d of %,d, and %,d with the checksum put right; %,d refused, %,d in unused slots, %,d cut the last record"
                        .formatted(
                                tally.counted("flips"),
                                bits,
                                tally.counted("flips with the checksum right"),
                                tally.counted("refused"),
                                tally.counted("harmless"),
                                tally.counted("cut the last record")));
        report(
                elapsed(),
                new Tally(),
                "truncations %,d, extensions %,d, emptied slots %,d: all refused"
                        .formatted(
                                tally.counted("truncations"),
                                tally.counted("extensions"),
                                tally.counted("emptied slots")));
    }

    private void crashes() throws Exception {
        double started = elapsed();
        Tally tally = new Tally();
        AtomicLong seed = new AtomicLong(new Random(Seed.value()).nextInt(1_000_000));
        parallel(tally, own -> {
            if (!isBefore(1) || tally.isFull()) {
                return false;
            }
            CrashRun.run(own, seed.getAndIncrement(), ORDERS, tally);
            return true;
        });
        report(
                started,
                tally,
                "losses of power: %,d different states of the disk in %,d orders, %,d cards used again and crashed again"
                        .formatted(tally.counted("states"), tally.counted("orders"), tally.counted("second lives")));
    }

    /** On all processors, each in a folder of its own. */
    private void parallel(Tally tally, Try work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Path own = Files.createDirectories(folder.resolve("thread-" + i));
            running.add(executor.submit(() -> {
                boolean more = true;
                while (more) {
                    more = attempt(tally, work, own);
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        executor.shutdown();
    }

    private static boolean attempt(Tally tally, Try work, Path own) {
        try {
            return work.next(own);
        } catch (Exception | AssertionError e) {
            tally.violation("unexpected: " + e);
            return !tally.isFull();
        }
    }
}
