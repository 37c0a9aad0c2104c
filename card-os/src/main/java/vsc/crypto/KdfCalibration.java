// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

/** Finds out what a password may cost on this machine: about one second, and never less than 64 MiB in three passes. */
public final class KdfCalibration {
    private static final long TARGET_NANOS = 1_000_000_000L;
    private static final int PASSES = 3;
    private static final int LANES = 4;
    private static final int MIN_MEMORY = 64 << 10;

    /** What activation has room for: more work is more passes. */
    private static final int MAX_MEMORY = 256 << 10;

    private static final int MAX_PASSES = 16;
    private static final KdfParameters WARM_UP = new KdfParameters(8 << 10, 1, LANES);
    private static final KdfParameters SAMPLE = new KdfParameters(32 << 10, 1, LANES);
    private static final int SAMPLES = 2;

    private KdfCalibration() {}

    /** Takes about a tenth of a second. */
    public static KdfParameters measure() {
        time(WARM_UP);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            best = Math.min(best, time(SAMPLE));
        }
        return forSpeed(best);
    }

    private static long time(KdfParameters cost) {
        long start = System.nanoTime();
        try (Secret password = Secret.random(16)) {
            Argon2id.derive(password, Argon2id.newSalt(), cost).close();
        }
        return System.nanoTime() - start;
    }

    /**
     * @param nanos that 32 MiB take in one pass
     */
    static KdfParameters forSpeed(long nanos) {
        long work = TARGET_NANOS / Math.max(1, nanos) * SAMPLE.memoryKiB();
        long memory = Math.max(MIN_MEMORY, Math.min(MAX_MEMORY, work / PASSES >> 10 << 10));
        long passes = Math.max(PASSES, Math.min(MAX_PASSES, work / memory));
        return new KdfParameters((int) memory, (int) passes, LANES);
    }
}
