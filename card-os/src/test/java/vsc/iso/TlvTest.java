// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlvTest {
    private static final int ROUNDS = 100_000;

    /** Tag bytes: bits 5 to 1 all set mean that more follow, and bit 8 of those that still more do (7816-4, 5.2.2.1). */
    @ParameterizedTest
    @CsvSource({
        "5300, 53, ''",
        "7F490100, 7F49, 00",
        "5FC10500, 5FC105, ''",
        "5F2F020102, 5F2F, 0102",
        // lengths in one, two, three, four and five bytes
        "5301AA, 53, AA",
        "538101AA, 53, AA",
        "53820001AA, 53, AA",
        "5383000001AA, 53, AA",
        "538400000001AA, 53, AA",
    })
    void readsTagsAndLengthsOfEverySize(String encoded, String tag, String value) {
        Tlv tlv = Tlv.parseAll(Bytes.hex(encoded)).get(0);
        assertEquals(Integer.parseInt(tag, 16), tlv.tag());
        assertEquals(Bytes.hex(value), tlv.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the tag ends too early
                "5F",
                "5FC1",
                // four bytes of tag
                "5F81818101",
                "FF81810100",
                "1FFFFFFF0100",
                // no length
                "53",
                "5FC105",
                // the length ends too early
                "5381",
                "538201",
                "538400FFFF",
                // the value is short by one
                "5302AA",
                "53820002AA",
                // indefinite
                "5380",
                "5380AA0000",
                // more than 2^31, which must not turn negative
                "538480000000",
                "5384FFFFFFFF",
                "53847FFFFFFF",
                // more length bytes than any card has
                "53850000000001AA",
                "53FF",
                // a second object that is broken
                "53005301",
            })
    void refusesWhatDoesNotFit(String encoded) {
        assertEquals(0x6A80, Refusal.of(() -> Tlv.parseAll(Bytes.hex(encoded))));
    }

    @Test
    void writesTheShortestLength() {
        for (int length : new int[] {0, 1, 127, 128, 255, 256, 65535, 65536}) {
            Bytes value = Bytes.adopt(new byte[length]);
            String header = length < 128
                    ? "%02X".formatted(length)
                    : length < 256
                            ? "81%02X".formatted(length)
                            : length < 65536 ? "82%04X".formatted(length) : "83%06X".formatted(length);
            Bytes encoded = Tlv.of(0x53, value).encode();
            assertEquals(
                    "53" + header, encoded.slice(0, encoded.length() - length).toString());
            assertEquals(value, Tlv.parseOne(encoded, 0x53).value());
        }
    }

    @Test
    void writesTagsOfOneToThreeBytes() {
        assertEquals("7E", Tlv.encodeTag(0x7E).toString());
        assertEquals("7F61", Tlv.encodeTag(0x7F61).toString());
        assertEquals("5FC105", Tlv.encodeTag(0x5FC105).toString());
    }

    @Test
    void parseOneWantsExactlyOne() {
        assertEquals(Bytes.hex("AA"), Tlv.parseOne(Bytes.hex("7C01AA"), 0x7C).value());
        assertEquals(0x6A80, Refusal.of(() -> Tlv.parseOne(Bytes.hex("7C01AA"), 0x53)));
        assertEquals(0x6A80, Refusal.of(() -> Tlv.parseOne(Bytes.hex("7C01AA00"), 0x7C)));
        assertEquals(0x6A80, Refusal.of(() -> Tlv.parseOne(Bytes.hex("7C007C00"), 0x7C)));
        assertEquals(0x6A80, Refusal.of(() -> Tlv.parseOne(Bytes.EMPTY, 0x7C)));
    }

    @Test
    void findsTheFirstOfATag() {
        List<Tlv> tlvs = Tlv.parseAll(Bytes.hex("8200 8101AA 8101BB"));
        assertEquals(Optional.of(Bytes.hex("AA")), Tlv.find(tlvs, 0x81));
        assertEquals(Optional.of(Bytes.EMPTY), Tlv.find(tlvs, 0x82));
        assertEquals(Optional.empty(), Tlv.find(tlvs, 0x85));
        assertEquals(List.of(), Tlv.parseAll(Bytes.EMPTY));
    }

    /** Whatever comes is either refused with 6A80 or means the same after being written again. */
    @Test
    void randomBytesAreRefusedOrUnderstood() {
        Random random = Seed.random();
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextBoolean() ? random.nextInt(6) : random.nextInt(256));
            }
            Bytes value = Bytes.adopt(bytes);
            try {
                List<Tlv> tlvs = Tlv.parseAll(value);
                assertEquals(tlvs, Tlv.parseAll(Tlv.encodeAll(tlvs)), () -> value + " " + Seed.hint());
                understood++;
            } catch (CardError refused) {
                assertEquals(0x6A80, refused.statusWord().value());
            }
        }
        assertTrue(understood > ROUNDS / 20, "the mix is right: " + understood);
    }

    @Test
    void showsNoValue() {
        assertEquals("5FC109[2]", Tlv.of(0x5FC109, Bytes.hex("AABB")).toString());
    }
}
