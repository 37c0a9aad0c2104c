// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power, reset, and what a card answers when nothing is selected. */
class SessionTest {
    private final FakeCard card = new FakeCard();

    /** P2 asks for FCI, FCP or nothing; the MF is a DF (82 38) with the reserved identifier (83 3F00). */
    @ParameterizedTest
    @CsvSource({
        "00A40000023F00, 6F0782013883023F009000",
        "00A40000023F0000, 6F0782013883023F009000",
        "00A40000, 6F0782013883023F009000",
        "00A40004023F00, 620782013883023F009000",
        "00A4000C023F00, 9000",
        "00A4000002 3F01, 6A82",
        "00A4020002 3F00, 6A86",
        "00A4001002 3F00, 6A86",
        "00A4040005FFFFFFFFFF, 6A82",
        "00B0000000, 6D00",
        "0020008008313233343536FFFF, 6D00",
    })
    void aBareMasterFileIsSelectedAtFirst(String command, String answer) {
        assertEquals(answer, card.send(command));
    }

    @ParameterizedTest
    @CsvSource({"0060000000, 6D00", "009F000000, 6D00", "00, 6700", "'', 6700", "0020008003AABB, 6700"})
    void whatIsNoCommandIsRefused(String command, String answer) {
        assertEquals(answer, card.send(command));
    }

    @Test
    void resetEndsTheSession() {
        card.select(0, FakeCard.FIRST);
        card.send("00060055");
        card.card.reset();
        assertEquals("6D00", card.send("0008000000"));
        assertEquals("[select A0000000010101, deselect A0000000010101]", card.diary.toString());
    }

    @Test
    void closingReleasesTheObjects() {
        card.select(0, FakeCard.FIRST);
        card.card.close();
        assertEquals("[select A0000000010101, deselect A0000000010101, close]", card.diary.toString());
    }

    @Test
    void aDefectIsCountedAndTheCardGoesOn() {
        Logger log = Logger.getLogger(Card.class.getName());
        log.setLevel(Level.OFF);
        card.select(0, FakeCard.FIRST);
        card.send("00060055");
        assertEquals("6F00", card.send("000E0000"));
        assertEquals(1, card.card.unexpectedErrors());
        assertEquals("559000", card.send("0008000000"));
        assertEquals("6A80", card.send("000A6A80"));
        assertEquals(1, card.card.unexpectedErrors());
        log.setLevel(null);
    }
}
