// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LimitedOutputTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(new LimitedOutput(log, 10), true, StandardCharsets.US_ASCII);

    @Test
    void whatIsWithinTheLimitIsWritten() {
        out.print("0123456");
        out.write('7');
        out.print("89");
        assertEquals("0123456789", log.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsBeyondTheLimitIsDropped() {
        for (int i = 0; i < 1000; i++) {
            out.print("01234567");
            out.write('8');
        }
        assertEquals("0123456780", log.toString(StandardCharsets.US_ASCII));
        assertFalse(out.checkError());
    }
}
