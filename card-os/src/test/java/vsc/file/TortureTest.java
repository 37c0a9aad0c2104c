// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Seed;

/** Short runs of what {@link Torture} does for long. */
class TortureTest {
    private static final int ORDERS = 120;
    private static final int STATES = 1500;
    private static final int FAULTY_ORDERS = 12;
    private static final int ROUNDS = 25;

    @TempDir
    Path folder;

    private final Tally tally = new Tally();
    private final QuietLog log = new QuietLog();

    @AfterEach
    void endQuiet() {
        log.end();
    }

    private void assertNothingWasLost(String what, long atLeast) {
        assertEquals(List.of(), tally.violations(), Seed::hint);
        assertEquals(atLeast, Math.min(atLeast, tally.counted(what)), () -> "only " + tally.counted(what) + " " + what);
    }

    @Test
    void whereverThePowerGoesTheCardHasAllThatWasAcknowledged() throws Exception {
        CrashRun.run(folder, Seed.value(), ORDERS, tally);
        assertNothingWasLost("states", STATES);
    }

    @Test
    void whicheverStepOfTheDiskFailsTheCardHasAllThatWasAcknowledged() throws Exception {
        for (FaultRun.Point point : FaultRun.script(folder, Seed.value(), FAULTY_ORDERS)) {
            FaultRun.tryAll(folder, Seed.value(), point, tally);
        }
        assertNothingWasLost("faults", FAULTY_ORDERS * 10);
    }

    @Test
    void ofTwoProcessesOneGetsTheCard() throws Exception {
        OpenRace.run(folder, Seed.value(), ROUNDS, tally);
        assertNothingWasLost("rounds", ROUNDS);
    }
}
