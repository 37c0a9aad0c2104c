// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * A script of random orders to a card, and the power going at every moment of it. Whatever the disk may hold then is opened:
 * it must be the card with all that was acknowledged, and with the order that was under way wholly or not at all.
 */
final class CrashRun {
    static final int SLOTS = 8;

    /** How many orders a card gets that was opened after a crash, and crashes again. */
    private static final int SECOND_LIFE = 3;

    /** So often a card has one. */
    private static final int SECOND_LIVES = 12;

    private final Path path;
    private final Random random;
    private final Tally tally;
    private final String name;
    private final CrashDisk disk;
    private final CardSteps steps;

    /** All files that a crash during this order was found to leave. */
    private final Map<Image, CardState> images = new LinkedHashMap<>();

    /** What was safe on the disk, one after the other. */
    private final Set<CardState> passed = new LinkedHashSet<>();

    private Expected expected;
    private String step = "";

    private CrashRun(Path path, Random random, Tally tally, String name, Expected expected) {
        this.path = path;
        this.random = random;
        this.steps = new CardSteps(random);
        this.tally = tally;
        this.name = name;
        this.expected = expected;
        this.disk = new CrashDisk(path, this::judge);
    }

    /** Makes a card in {@code folder}, gives so many orders, and closes it. */
    static void run(Path folder, long seed, int orders, Tally tally) throws Exception {
        Path path = folder.toRealPath().resolve("crash.vsc");
        Files.deleteIfExists(path);
        CrashRun run = new CrashRun(path, new Random(seed), tally, "seed " + seed, Expected.ofNewCard());
        run.step = "create";
        try (CardSession session = CardSession.create(run.disk, SLOTS, path)) {
            run.acknowledge();
            for (int i = 0; i < orders; i++) {
                run.order(session, i);
                if (run.random.nextInt(SECOND_LIVES) == 0) {
                    run.liveAgain();
                }
            }
            run.finish(session);
        }
    }

    private void order(CardSession session, int number) throws Exception {
        CardStep next = steps.next(expected, session.hasGuards());
        step = number + " " + next.name();
        images.clear();
        passed.clear();
        passed.add(open(LockedFile.read(path)));
        Expected after = expected.copy();
        next.effect().accept(after);
        next.action().run(session);
        expected = after;
        acknowledge();
        tally.check(isWay(next.kind(), List.copyOf(passed)), this::where, "was not done in one go");
        tally.count("orders");
    }

    /** Whether what was safe on the disk may be there during such an order. */
    private static boolean isWay(CardStep.Kind kind, List<CardState> states) {
        return switch (kind) {
            case NONE -> states.size() == 1;
            case CHANGE -> states.size() <= 2;
            case VERIFY ->
                (states.size() == 2 || states.size() == 3) && states.get(1).isOneTryAfter(states.get(0));
        };
    }

    private String where() {
        return name + ", order " + step;
    }

    /** What was acknowledged is on the disk, however the power goes. */
    private void acknowledge() throws Exception {
        CardState now = open(LockedFile.read(path));
        passed.add(now);
        tally.check(expected.isIn(now), this::where, "is acknowledged and not in the file");
        for (Optional<CrashDisk.Leftover> leftover : disk.leftovers()) {
            if (tally.check(leftover.isPresent(), this::where, "is acknowledged, and the card is gone")) {
                tryAll(leftover.orElseThrow(), "acknowledged", List.of(now));
            }
        }
    }

    /** After each step of the disk. */
    private void judge(String diskStep) throws IOException {
        try {
            for (Optional<CrashDisk.Leftover> leftover : disk.leftovers()) {
                if (leftover.isPresent()) {
                    CardState safe = open(leftover.get().safe());
                    passed.add(safe);
                    tryAll(
                            leftover.get(),
                            diskStep,
                            List.of(safe, open(leftover.get().seen())));
                } else {
                    tally.check(step.equals("create"), this::where, "the card is gone at " + diskStep);
                }
            }
        } catch (VscException | Rejected e) {
            tally.violation(where() + ", " + diskStep + ": " + e);
        }
    }

    private void tryAll(CrashDisk.Leftover leftover, String diskStep, List<CardState> allowed) {
        for (Image image : CrashStates.of(leftover, random)) {
            try {
                tally.check(allowed.contains(open(image)), this::where, "another card after a crash at " + diskStep);
            } catch (VscException | RuntimeException e) {
                tally.violation(where() + ", crash at " + diskStep + ": " + e);
            }
        }
    }

    private CardState open(Bytes file) throws VscException {
        return open(Image.of(file));
    }

    private CardState open(Image image) throws VscException {
        CardState known = images.get(image);
        if (known == null) {
            known = CardState.of(Acceptance.of(image.content(), Cards.NOT_ASKED));
            images.put(image, known);
            tally.count("states");
        }
        return known;
    }

    /** Goes on with one of the cards that a crash during the last order would have left. */
    private void liveAgain() throws Exception {
        List<Map.Entry<Image, CardState>> candidates = new ArrayList<>(images.entrySet());
        Map.Entry<Image, CardState> chosen = candidates.get(random.nextInt(candidates.size()));
        Expected after = expected.copy();
        chosen.getValue().pins().forEach(after::withTriesLeft);
        if (!after.isIn(chosen.getValue())
                || !chosen.getValue()
                        .sealed()
                        .equals(open(LockedFile.read(path)).sealed())) {
            // The crash came before the order, of which the effect cannot be taken back here.
            return;
        }
        Path again = path.resolveSibling("again.vsc");
        chosen.getKey().writeTo(again);
        Files.writeString(again.resolveSibling(".again.vsc.save"), "half of a file that was never renamed");
        CrashRun second = new CrashRun(again, random, tally, where() + ", second life", after);
        second.disk.settle(chosen.getKey().content());
        try (CardSession session = CardSession.open(second.disk, again)) {
            for (int i = 0; i < SECOND_LIFE; i++) {
                second.order(session, i);
            }
            second.finish(session);
        }
        tally.count("second lives");
    }

    /** Takes all there is out of the card. */
    private void finish(CardSession session) {
        step = "the end";
        session.requireAll(expected, tally, this::where);
        images.clear();
        step = "close";
    }
}
