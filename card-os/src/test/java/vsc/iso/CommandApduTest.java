// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandApduTest {
    private static final int ROUNDS = 50_000;

    /** ISO/IEC 7816-3, 12.1.3: P3 decides, and a first byte of zero means that lengths have two bytes. */
    @ParameterizedTest
    @CsvSource({
        // 1
        "00A40400, '', 0, false",
        // 2S: Le 01, FF, and 00 for 256
        "00C0000001, '', 1, false",
        "00C00000FF, '', 255, false",
        "00C0000000, '', 256, false",
        // 2E: Le 0001, 0100, FFFF, and 0000 for 65536
        "00C00000000001, '', 1, true",
        "00C00000000100, '', 256, true",
        "00C0000000FFFF, '', 65535, true",
        "00C00000000000, '', 65536, true",
        // 3S
        "0020008001AA, AA, 0, false",
        "0020008003AABBCC, AABBCC, 0, false",
        // 4S
        "0020008001AA00, AA, 256, false",
        "0020008003AABBCC05, AABBCC, 5, false",
        // 3E, also for data that a short one would hold
        "00200080000001AA, AA, 0, true",
        "00200080000003AABBCC, AABBCC, 0, true",
        // 4E
        "00200080000001AA0000, AA, 65536, true",
        "00200080000003AABBCC0102, AABBCC, 258, true",
    })
    void understandsTheSevenLengthCases(String apdu, String data, int ne, boolean extended) {
        CommandApdu parsed = CommandApdu.parse(Bytes.hex(apdu));
        assertEquals(Bytes.hex(data), parsed.data());
        assertEquals(ne, parsed.ne());
        assertEquals(extended, parsed.extended());
        assertEquals(Bytes.hex(apdu), parsed.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no whole header
                "",
                "00",
                "00A4",
                "00A404",
                // 2S with a byte too many is a 3S whose data is short
                "00C0000002AA",
                // 2E one byte short
                "00C000000001",
                // 3S one byte short
                "0020008003AABB",
                // 4S with a byte too many, among them an Le of two bytes
                "0020008003AABBCC0000",
                "0020008001AABBCC",
                // 3E one byte short
                "00200080000003AABB",
                // 4E with an Le of one byte, and of three
                "00200080000003AABBCC00",
                "00200080000003AABBCC000000",
                // an extended Lc of zero is no Lc
                "002000800000000000",
                "0020008000000000",
                "00200080000000AA",
                // an extended Lc beyond the end
                "0020008000FFFFAA",
            })
    void refusesEveryOtherLength(String apdu) {
        assertEquals(0x6700, Refusal.of(() -> CommandApdu.parse(Bytes.hex(apdu))));
    }

    @Test
    void takesTheLargestShortAndExtendedData() {
        CommandApdu shortest = CommandApdu.parse(Bytes.hex("00DB3FFFFF").concat(Bytes.adopt(new byte[255])));
        assertEquals(255, shortest.data().length());
        assertFalse(shortest.extended());
        CommandApdu longest =
                CommandApdu.parse(Bytes.hex("00DB3FFF00FFFF").concat(Bytes.adopt(new byte[65535]), Bytes.hex("0000")));
        assertEquals(65535, longest.data().length());
        assertEquals(65536, longest.ne());
        assertTrue(longest.extended());
    }

    /** No two encodings mean the same, so whatever is understood is written again as it was. */
    @Test
    void whatIsUnderstoodIsWrittenAsItWas() {
        Random random = Seed.random();
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Bytes apdu = almostValid(random);
            try {
                assertEquals(apdu, CommandApdu.parse(apdu).encode(), Seed::hint);
                understood++;
            } catch (CardError refused) {
                assertEquals(0x6700, refused.statusWord().value());
                assertNotEquals(4, apdu.length(), () -> "refused " + apdu + ", " + Seed.hint());
            }
        }
        assertTrue(understood > ROUNDS / 4 && understood < ROUNDS * 3 / 4, "the mix is right: " + understood);
    }

    /** A valid command with a few bytes more or less than it says. */
    private static Bytes almostValid(Random random) {
        int nc = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 300);
        int ne = random.nextBoolean() ? 0 : random.nextInt(1, 300);
        byte[] data = new byte[nc];
        random.nextBytes(data);
        boolean extended = nc > 255 || ne > 256 || random.nextBoolean();
        Bytes apdu = new CommandApdu(0, 0x20, 0, 0x80, Bytes.adopt(data), ne, extended).encode();
        int change = random.nextInt(-3, 4);
        return change <= 0
                ? apdu.slice(0, Math.max(0, apdu.length() + change))
                : apdu.concat(Bytes.adopt(new byte[change]));
    }

    @Test
    void choosesTheShortestEncoding() {
        assertFalse(
                CommandApdu.of(0, 0x20, 0, 0, Bytes.adopt(new byte[255]), 256).extended());
        assertTrue(CommandApdu.of(0, 0x20, 0, 0, Bytes.adopt(new byte[256]), 0).extended());
        assertTrue(CommandApdu.of(0, 0x20, 0, 0, Bytes.EMPTY, 257).extended());
    }

    @Test
    void showsNoData() {
        String shown =
                CommandApdu.parse(Bytes.hex("0020008008313233343536FFFF")).toString();
        assertEquals("00200080 Nc=8 Ne=0", shown);
    }
}
