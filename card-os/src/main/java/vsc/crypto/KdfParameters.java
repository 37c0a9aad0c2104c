// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

/**
 * The cost of Argon2id (RFC 9106, 3.1).
 *
 * @param memoryKiB at least 8 for each lane
 * @param passes at least 1
 * @param lanes at least 1
 */
public record KdfParameters(int memoryKiB, int passes, int lanes) {
    /** For the password of a file: about one second of one core. */
    public static final KdfParameters DEFAULT = new KdfParameters(256 << 10, 3, 4);

    /** For a PIN inside an activated card: as hard to guess as 19 MiB in two passes, with a third of the memory. */
    public static final KdfParameters PIN = new KdfParameters(7 << 10, 5, 1);

    private static final int MIN_MEMORY = 19 << 10;
    private static final int MAX_MEMORY = 1 << 20;
    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 8;
    private static final long MAX_WORK = 4L << 20;

    public KdfParameters {
        if (passes < 1 || lanes < 1 || memoryKiB / 8 < lanes) {
            throw new IllegalArgumentException("not a cost of Argon2");
        }
    }

    /** Whether a password may cost this: not too cheap to guess, and no burden that a hostile file could lay on us. */
    public boolean suitsPassword() {
        return memoryKiB >= MIN_MEMORY
                && memoryKiB <= MAX_MEMORY
                && passes <= MAX_PASSES
                && lanes <= MAX_LANES
                && (long) memoryKiB * passes <= MAX_WORK;
    }
}
