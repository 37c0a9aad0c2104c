// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SELECT by DF name (ISO/IEC 7816-4, 7.1.1 and 8.2.1.2). */
class SelectTest {
    private final FakeCard card = new FakeCard();

    /** P2: file control information, FCP, FMD, or no answer. */
    @ParameterizedTest
    @CsvSource({"00,A00000000201019000", "04,A00000000201019000", "08,A00000000201019000", "0C,9000"})
    void answersAsP2Asks(String p2, String answer) {
        assertEquals(answer, card.send("00A404" + p2 + "07" + FakeCard.OTHER + "00"));
        assertEquals("009000", card.send("0008000000"), "and it is selected");
    }

    @Test
    void takesAnyBeginningOfAName() {
        for (int length = 1; length <= 7; length++) {
            String name = FakeCard.OTHER.substring(0, 2 * length);
            String expected = length < 5 ? FakeCard.FIRST : FakeCard.OTHER;
            assertEquals(expected + "9000", card.send("00A40400%02X%s00".formatted(length, name)));
        }
    }

    @Test
    void theEncodingDoesNotMatter() {
        assertEquals(FakeCard.OTHER + "9000", card.send("00A4040007" + FakeCard.OTHER));
        assertEquals(FakeCard.OTHER + "9000", card.send("00A40400000007" + FakeCard.OTHER));
        assertEquals(FakeCard.OTHER + "9000", card.send("00A40400000007" + FakeCard.OTHER + "0000"));
    }

    @Test
    void walksThroughTheOccurrencesOfAName() {
        assertEquals(FakeCard.FIRST + "9000", occurrence(0));
        assertEquals(FakeCard.SECOND + "9000", occurrence(2));
        assertEquals("6A82", occurrence(2));
        assertEquals("009000", card.send("0008000000"), "the last one stays");
        assertEquals(FakeCard.FIRST + "9000", occurrence(3));
        assertEquals("6A82", occurrence(3));
        assertEquals(FakeCard.SECOND + "9000", occurrence(1));
        assertEquals(FakeCard.FIRST + "9000", occurrence(0));
    }

    /** From an application that has another name there is no way on, but a first and a last one. */
    @Test
    void theWalkMayBeginAtEitherEnd() {
        card.select(0, FakeCard.OTHER);
        assertEquals(FakeCard.FIRST + "9000", occurrence(2));
        card.select(0, FakeCard.OTHER);
        assertEquals(FakeCard.SECOND + "9000", occurrence(3));
    }

    private String occurrence(int p2) {
        return card.send("00A404%02X05%s00".formatted(p2, FakeCard.PROVIDER));
    }

    @ParameterizedTest
    @CsvSource({
        "00A4040007A0000000030101, 6A82",
        "00A4040008A000000001010100, 6A82",
        "00A4040211A00000000101010000000000000000000000, 6A80",
        "00A4041007A0000000020101, 6A86",
        "00A404FF07A0000000020101, 6A86",
        "00A4040206A00000000201, 6A82",
        "00A40400, 6A82",
        "00A4000002 3F01, 6D00",
    })
    void aRefusedSelectLeavesEverythingAsItWas(String command, String statusWord) {
        card.select(0, FakeCard.OTHER);
        card.send("00060055");
        assertEquals(statusWord, card.send(command));
        assertEquals("559000", card.send("0008000000"));
        assertEquals("[select A0000000020101]", card.diary.toString());
    }

    @Test
    void selectingAgainBeginsAnew() {
        card.select(0, FakeCard.FIRST);
        card.send("00060055");
        card.select(0, FakeCard.FIRST);
        assertEquals("009000", card.send("0008000000"));
        assertEquals("[select A0000000010101, select A0000000010101, deselect A0000000010101]", card.diary.toString());
    }

    @Test
    void selectingAnotherOneLeavesTheFirst() {
        card.select(0, FakeCard.FIRST);
        card.select(0, FakeCard.OTHER);
        assertEquals("[select A0000000010101, select A0000000020101, deselect A0000000010101]", card.diary.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00A4000C023F00", "00A4000C"})
    void theMasterFileReplacesAnApplication(String select) {
        card.select(0, FakeCard.FIRST);
        assertEquals("9000", card.send(select));
        assertEquals("6D00", card.send("0008000000"));
        assertEquals("[select A0000000010101, deselect A0000000010101]", card.diary.toString());
    }

    @Test
    void aMasterFileRefusedForItsP2ReplacesNothing() {
        card.select(0, FakeCard.FIRST);
        assertEquals("6A86", card.send("00A400FF023F00"));
        assertEquals("009000", card.send("0008000000"));
    }
}
