// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes bring about. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Eventually() {}

    static void assertBecomesTrue(Callable<Boolean> condition, String sentence) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        boolean reached = condition.call();
        while (!reached && System.nanoTime() < end) {
            Thread.sleep(5);
            reached = condition.call();
        }
        assertTrue(reached, sentence);
    }
}
