// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pausesDoubleUpToAQuarterOfASecond() {
        Backoff backoff = new Backoff();
        long[] pauses = LongStream.generate(backoff::next).limit(7).toArray();
        assertEquals("10 20 40 80 160 250 250", join(pauses));
    }

    @Test
    void successMakesTheNextPauseShort() {
        Backoff backoff = new Backoff();
        backoff.next();
        backoff.next();
        backoff.restart();
        assertEquals(10, backoff.next());
    }

    private static String join(long[] values) {
        return String.join(" ", LongStream.of(values).mapToObj(String::valueOf).toList());
    }
}
