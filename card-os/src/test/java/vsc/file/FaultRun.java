// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.VscException;

/**
 * A script of random orders to a card, and at each step of the disk in it each error that can happen there, once or from then
 * on. Either the order is acknowledged and in the file, or it is refused; after that the card does nothing more until it is
 * opened anew, and then holds all that was acknowledged.
 */
final class FaultRun {
    /** Orders to a card behind an error: so many to the card as it is, and so many after it was opened anew. */
    private static final int AFTERWARDS = 15;

    private static final int REOPENED = 5;

    private static final ObjectId MARK = new ObjectId("piv", 0x5FFF01);

    private final Path path;
    private final CardSteps steps;
    private final Tally tally;
    private final long seed;
    private final Map<Image, CardState> states = new HashMap<>();

    private FaultRun(Path path, long seed, Tally tally) {
        this.path = path;
        this.seed = seed;
        this.steps = new CardSteps(new Random(seed));
        this.tally = tally;
    }

    /** A point of the script: a file, what it holds, and what is ordered next. */
    record Point(int number, Bytes file, Expected expected, CardStep order) {}

    /** Gives so many orders to a card on a disk without errors. */
    static List<Point> script(Path folder, long seed, int orders) throws Exception {
        Path path = folder.toRealPath().resolve("script.vsc");
        Files.deleteIfExists(path);
        FaultRun run = new FaultRun(path, seed, new Tally());
        List<Point> points = new ArrayList<>();
        Expected expected = Expected.ofNewCard();
        try (CardSession session = CardSession.create(new LocalDisk(), CrashRun.SLOTS, path)) {
            for (int i = 0; i < orders; i++) {
                CardStep order = run.steps.next(expected, session.hasGuards());
                points.add(new Point(i, LockedFile.read(path), expected.copy(), order));
                order.action().run(session);
                order.effect().accept(expected);
            }
        }
        return points;
    }

    /** Tries all errors at one point. */
    static void tryAll(Path folder, long seed, Point point, Tally tally) throws Exception {
        FaultRun run = new FaultRun(folder.toRealPath().resolve("fault.vsc"), seed, tally);
        List<String> diskSteps = run.diskSteps(point);
        for (int step = 0; step < diskSteps.size(); step++) {
            for (FaultyDisk.Kind kind : FaultyDisk.Kind.values()) {
                if (kind.occursAt(diskSteps.get(step))) {
                    run.fail(point, new FaultyDisk.Fault(step, kind, false));
                    run.fail(point, new FaultyDisk.Fault(step, kind, true));
                    tally.count("faults at " + diskSteps.get(step), 2);
                }
            }
        }
        tally.count("orders");
    }

    private CardSession open(FaultyDisk disk, Point point) throws Exception {
        Image.of(point.file()).writeTo(path);
        CardSession session = CardSession.open(disk, path);
        if (point.order().needsGuards()) {
            session.guards(point.expected().pin(Cards.PIN).value());
        }
        return session;
    }

    private List<String> diskSteps(Point point) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (CardSession session = open(disk, point)) {
            disk.arm(null);
            point.order().action().run(session);
            return disk.steps();
        }
    }

    private void fail(Point point, FaultyDisk.Fault fault) throws Exception {
        Supplier<String> where = () -> "seed %d, order %d %s, %s"
                .formatted(seed, point.number(), point.order().name(), fault);
        FaultyDisk disk = new FaultyDisk();
        Outcomes outcomes = new Outcomes(point);
        try (CardSession session = open(disk, point)) {
            disk.arm(fault);
            boolean alive = order(() -> point.order().action().run(session), outcomes, where);
            tally.check(disk.hasFailed() || alive, where, "was refused without an error of the disk");
            for (int i = 0; i < AFTERWARDS; i++) {
                Bytes value = Bytes.ofInt(i, 4);
                if (alive) {
                    outcomes.next(expected -> expected.putPublic(MARK, value));
                }
                boolean done =
                        order(() -> session.store().commit(edit -> edit.putPublic(MARK, value)), outcomes, where);
                tally.check(alive || !done, where, "goes on after an error");
                alive &= done;
                if (!alive) {
                    requireOutOfOrder(session.store(), where);
                }
                outcomes.requireOneOf(state(), tally, where);
            }
            disk.arm(fault.sticky() ? new FaultyDisk.Fault(0, fault.kind(), true) : null);
        }
        reopen(outcomes, where);
        tally.count("faults");
    }

    /** Whether it was acknowledged. */
    private boolean order(Order order, Outcomes outcomes, Supplier<String> where) {
        try {
            order.give();
            outcomes.acknowledge();
            return true;
        } catch (CardError e) {
            tally.check(e.statusWord().equals(StatusWord.MEMORY_FAILURE), where, e.toString());
        } catch (VscException e) {
            tally.check(e.failure() == Failure.FILE_WRITE, where, e.toString());
        } catch (IOException expected) {
            // From an editor, who is told in this way.
        } catch (Exception e) {
            tally.violation(where.get() + ": " + e);
        }
        return false;
    }

    private interface Order {
        void give() throws Exception;
    }

    private void requireOutOfOrder(ObjectStore store, Supplier<String> where) {
        List<Order> orders = List.of(
                () -> store.publicData(MARK),
                () -> store.pin(Cards.PIN),
                () -> Cards.verify(store, "123456"),
                () -> store.keys("piv"));
        for (Order order : orders) {
            try {
                order.give();
                tally.violation(where.get() + ": something is answered after an error");
            } catch (CardError e) {
                tally.check(e.statusWord().equals(StatusWord.MEMORY_FAILURE), where, e.toString());
            } catch (Exception e) {
                tally.violation(where.get() + ": " + e);
            }
        }
    }

    /** What the file holds. It is opened again only if it is another one than before. */
    private CardState state() throws Exception {
        Image file = Image.of(LockedFile.read(path));
        CardState known = states.get(file);
        if (known == null) {
            known = CardState.of(Acceptance.of(file.content(), Cards.NOT_ASKED));
            states.put(file, known);
        }
        return known;
    }

    private void reopen(Outcomes outcomes, Supplier<String> where) throws Exception {
        Expected expected = outcomes.requireOneOf(state(), tally, where);
        try (CardSession session = CardSession.open(new LocalDisk(), path)) {
            for (int i = 0; i < REOPENED; i++) {
                Bytes value = Bytes.ofInt(i, 2);
                session.store().commit(edit -> edit.putPublic(MARK, value));
                expected.putPublic(MARK, value);
                tally.check(expected.isIn(state()), where, "acknowledged after reopening and not in the file");
            }
        }
        tally.check(expected.isIn(state()), where, "is another card after it was closed");
        tally.check(Files.notExists(path.resolveSibling(".fault.vsc.save")), where, "leaves a temporary file for ever");
    }
}
