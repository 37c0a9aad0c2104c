// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static vsc.app.openpgp.OpenPgpHost.PW1;
import static vsc.app.openpgp.OpenPgpHost.PW3;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every data object in every state of the passwords, read and written. The expectation is the table of the specification
 * (4.4.1 and 4.4.2), written down once more.
 */
class AccessMatrixTest {
    /** Tag, who reads, who writes, a value; {@code -} for nobody, {@code *} for everybody. */
    private static final String TABLE = """
            004F * -  00
            005E * 3  6A616E65
            5F50 * 3  68747470
            5F52 * -  00
            0065 * -  00
            006E * -  00
            0073 * -  00
            007A * -  00
            0093 * -  000000
            7F21 * 3  3003020100
            7F66 * -  00
            7F74 * -  00
            005B * 3  446F653C3C4A616E65
            5F2D * 3  6465656E
            5F35 * 3  32
            00C0 * -  00
            00C1 * 3  010800001100
            00C2 * 3  122A8648CE3D030107
            00C3 * 3  132B81040022
            00C4 * 3  01
            00C5 * -  00
            00C6 * -  00
            00C7 * 3  1111111111111111111111111111111111111111
            00C8 * 3  2222222222222222222222222222222222222222
            00C9 * 3  3333333333333333333333333333333333333333
            00CA * 3  4444444444444444444444444444444444444444
            00CB * 3  5555555555555555555555555555555555555555
            00CC * 3  6666666666666666666666666666666666666666
            00CD * -  00
            00CE * 3  5F5E1000
            00CF * 3  5F5E1001
            00D0 * 3  5F5E1002
            00D3 - 3  3837363534333231
            00D5 - 3  000102030405060708090A0B0C0D0E0F
            00D6 * 3  0120
            00D7 * 3  0020
            00D8 * 3  0120
            00DE * -  00
            00F9 * 3  810100
            00FA * -  00
            0101 * 1  01
            0102 * 3  02
            0103 1 1  03
            0104 3 3  04
            """;

    /** What VERIFY is sent with in each state: references. */
    private static final Map<String, List<Integer>> STATES = Map.of(
            "", List.of(),
            "81", List.of(0x81),
            "1", List.of(0x82),
            "3", List.of(0x83),
            "1 3", List.of(0x81, 0x82, 0x83));

    @TempDir
    Path folder;

    private static Stream<String[]> rows() {
        return TABLE.lines().map(line -> line.split(" +"));
    }

    private static String expected(String who, String state) {
        return who.equals("*") || Set.of(state.split(" ")).contains(who) ? "9000" : "6982";
    }

    @Test
    void everyObjectIsReadAndWrittenByWhomTheSpecificationSays() {
        List<String> wrong = new ArrayList<>();
        try (OpenPgpHost host = OpenPgpHost.fresh(folder)) {
            STATES.forEach((state, references) -> {
                host.powerCycle();
                references.forEach(
                        reference -> assertEquals("9000", host.verify(reference, reference == 0x83 ? PW3 : PW1)));
                rows().forEach(row -> {
                    String write = host.put(row[0], row[3]);
                    String read = host.status("00CA" + row[0] + "00");
                    if (!write.equals(expected(row[2], state))) {
                        wrong.add("[" + state + "] write " + row[0] + " " + write);
                    }
                    if (!read.equals(expected(row[1], state))) {
                        wrong.add("[" + state + "] read " + row[0] + " " + read);
                    }
                });
            });
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void whatIsWrittenIsReadAgainAlsoInAnotherProcess() {
        try (OpenPgpHost host = OpenPgpHost.fresh(folder)) {
            host.verify(0x82, PW1);
            host.verify(0x83, PW3);
            rows().filter(row -> !row[2].equals("-")).forEach(row -> assertEquals("9000", host.put(row[0], row[3])));
            host.reopen();
            host.verify(0x82, PW1);
            host.verify(0x83, PW3);
            rows().filter(row -> !row[2].equals("-") && !row[1].equals("-") && !row[0].equals("00C4"))
                    .forEach(row -> assertEquals(row[3], host.get(row[0]), row[0]));
        }
    }

    @Test
    void keysAreMadeAfterPw3AndUsedAfterPw1() {
        String ec = OpenPgpHost.with("002A9E9A", "5A".repeat(32)) + "00";
        try (OpenPgpHost host = OpenPgpHost.fresh(folder)) {
            assertEquals("6982", host.status("0047800002B60000"));
            assertEquals("6A88", host.status("0047810002B60000"));
            host.verify(0x83, PW3);
            assertEquals("9000", host.put("00C1", "132A8648CE3D030107"));
            assertEquals("9000", host.put("00C3", "132A8648CE3D030107"));
            assertEquals("9000", host.status("0047800002B60000"));
            assertEquals("9000", host.status("0047800002A40000"));
            host.powerCycle();
            assertEquals("9000", host.status("0047810002B60000"));
            assertEquals("6982", host.status(ec));
            host.verify(0x82, PW1);
            assertEquals("6982", host.status(ec));
            assertEquals("9000", host.status(ec.replace("002A9E9A", "00880000")));
            host.powerCycle();
            host.verify(0x83, PW3);
            assertEquals("6982", host.status(ec));
            host.verify(0x81, PW1);
            assertEquals("9000", host.status(ec));
            assertEquals("6982", host.status(ec.replace("002A9E9A", "00880000")));
            assertEquals("000001", host.get("0093"));
        }
    }
}
