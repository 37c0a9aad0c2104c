// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in several parts (ISO/IEC 7816-4, 5.3.4 and 7.6.1). */
class GetResponseTest {
    private final FakeCard card = new FakeCard();

    @BeforeEach
    void select() {
        card.select(0, FakeCard.FIRST);
    }

    private static String counting(int from, int to) {
        return FakeApplication.counting(to).from(from).toString();
    }

    @Test
    void whatFitsComesAtOnce() {
        assertEquals(counting(0, 256) + "9000", card.send("0002010000"));
        assertEquals(counting(0, 16) + "9000", card.send("0002001010"));
        assertEquals(counting(0, 65533) + "9000", card.send("0002FFFD000000"));
    }

    @Test
    void theRestWaits() {
        assertEquals(counting(0, 256) + "612C", card.send("0002012C00"));
        assertEquals(counting(256, 300) + "9000", card.send("00C000002C"));
    }

    @Test
    void theRestCanBeTakenPieceByPiece() {
        assertEquals(counting(0, 256) + "6100", card.send("0002030000"));
        assertEquals(counting(256, 512) + "6100", card.send("00C0000000"));
        assertEquals(counting(512, 528) + "61F0", card.send("00C0000010"));
        assertEquals(counting(528, 768) + "9000", card.send("00C00000F0"));
        assertEquals("6985", card.send("00C0000000"));
    }

    @Test
    void theLastPieceMayBeAskedForWithALargerLe() {
        card.send("0002010100");
        assertEquals(counting(256, 257) + "9000", card.send("00C0000000"));
    }

    @Test
    void aSmallLeCutsTheAnswer() {
        assertEquals(counting(0, 1) + "6113", card.send("0002001401"));
        assertEquals(counting(1, 20) + "9000", card.send("00C0000013"));
    }

    @Test
    void extendedAnswersHoldWhatAFrameHolds() {
        assertEquals(counting(0, 65533) + "6102", card.send("0002FFFF000000"));
        assertEquals(counting(65533, 65535) + "9000", card.send("00C00000000000"));
        assertEquals(counting(0, 512) + "612C", card.send("0002022C000200"));
        assertEquals(counting(512, 556) + "9000", card.send("00C000002C"));
    }

    /** Hosts that leave Le away still want the data. */
    @Test
    void withoutLeTheEncodingSetsTheLimit() {
        assertEquals(counting(0, 200) + "9000", card.send("000200C8"));
        assertEquals(counting(0, 256) + "612C", card.send("0002012C"));
        assertEquals(counting(256, 300) + "9000", card.send("00C00000"));
        assertEquals(counting(0, 300) + "9000", card.send("0002012C000001AA"));
    }

    @Test
    void theStatusWordComesWithTheLastPiece() {
        assertEquals("AA6103", card.send("000C628204AABBCCDD01"));
        assertEquals("BBCCDD6282", card.send("00C0000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00C0000100", "00C0010000"})
    void wrongParametersAreRefused(String getResponse) {
        card.send("0002012C00");
        assertEquals("6A86", card.send(getResponse));
        assertEquals("6985", card.send("00C0000000"), "nothing waits for ever");
    }

    @Test
    void dataIsRefused() {
        card.send("0002012C00");
        assertEquals("6700", card.send("00C0000001AA00"));
    }

    @Test
    void anotherCommandDropsTheRest() {
        card.send("0002012C00");
        assertEquals("009000", card.send("0008000000"));
        assertEquals("6985", card.send("00C0000000"));
    }

    @Test
    void aChainedPartDropsTheRest() {
        card.send("0002012C00");
        card.send("1004000001AA");
        assertEquals("6985", card.send("00C0000000"));
    }

    @Test
    void nothingWaitsAfterReset() {
        card.send("0002012C00");
        card.card.reset();
        assertEquals("6985", card.send("00C0000000"));
    }
}
