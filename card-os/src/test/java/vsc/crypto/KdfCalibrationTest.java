// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KdfCalibrationTest {
    private static final long MILLION = 1_000_000;

    @Test
    void aSlowMachineIsNotAllowedToBeCheap() {
        assertEquals(new KdfParameters(64 << 10, 3, 4), KdfCalibration.forSpeed(10_000 * MILLION));
    }

    @Test
    void aFastMachineDoesMorePassesInTheSameMemory() {
        assertEquals(new KdfParameters(256 << 10, 15, 4), KdfCalibration.forSpeed(8 * MILLION));
        assertEquals(new KdfParameters(256 << 10, 16, 4), KdfCalibration.forSpeed(0));
    }

    @Test
    void inBetweenItIsASecond() {
        KdfParameters cost = KdfCalibration.forSpeed(80 * MILLION);
        assertEquals(3, cost.passes());
        double seconds = 0.080 * cost.memoryKiB() / (32 << 10) * cost.passes();
        assertTrue(seconds > 0.9 && seconds <= 1, cost + " takes " + seconds);
    }

    @Test
    void whatIsMeasuredSuitsAPassword() {
        KdfParameters cost = KdfCalibration.measure();
        assertTrue(cost.suitsPassword() && cost.memoryKiB() >= 64 << 10 && cost.passes() >= 3, cost.toString());
    }
}
