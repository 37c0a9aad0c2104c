// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

/** The pauses between attempts to connect: quick after a loss, quiet in the long run. */
final class Backoff {
    private static final long FIRST_MILLIS = 10;
    private static final long LAST_MILLIS = 250;

    private long millis = FIRST_MILLIS;

    /** The next pause in milliseconds: 10, 20, 40, 80, 160, and then always 250. */
    long next() {
        long pause = millis;
        millis = Math.min(2 * millis, LAST_MILLIS);
        return pause;
    }

    /** Back to the shortest pause, after a success. */
    void restart() {
        millis = FIRST_MILLIS;
    }
}
