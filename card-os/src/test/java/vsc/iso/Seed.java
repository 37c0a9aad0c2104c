// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import java.util.Random;

/** The one source of randomness in tests: the same numbers each time, unless {@code -Dvsc.seed} asks for others. */
public final class Seed {
    private static final long DEFAULT = 78164;

    private Seed() {}

    public static long value() {
        return Long.getLong("vsc.seed", DEFAULT);
    }

    public static Random random() {
        return new Random(value());
    }

    /** For the message of an assertion. */
    public static String hint() {
        return "-Dvsc.seed=" + value();
    }
}
