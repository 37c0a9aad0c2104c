// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.iso.CardError;

/** ISO/IEC 7816-4, 5.4.1. */
class ClassByteTest {
    /** Ranges of class bytes, the channel of the first one (the next has the next), and whether it is chained. */
    @ParameterizedTest
    @CsvSource({"00,03,0,false", "10,13,0,true", "40,4F,4,false", "50,5F,4,true"})
    void namesChannelAndChaining(String from, String to, int channel, boolean chained) {
        for (int cla = hex(from); cla <= hex(to); cla++) {
            assertEquals(new ClassByte(channel + cla - hex(from), chained), ClassByte.parse(cla));
        }
    }

    /** Secure messaging, the reserved range, and proprietary classes with the invalid FF. */
    @ParameterizedTest
    @CsvSource({"04,0F,6882", "14,1F,6882", "60,7F,6882", "20,3F,6E00", "80,FF,6E00"})
    void refusesWhatThisCardHasNot(String from, String to, String statusWord) {
        for (int cla = hex(from); cla <= hex(to); cla++) {
            int refused = cla;
            CardError error = assertThrows(CardError.class, () -> ClassByte.parse(refused));
            assertEquals(hex(statusWord), error.statusWord().value());
        }
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }

    @Test
    void aCardObeysIt() {
        FakeCard card = new FakeCard();
        card.select(0, FakeCard.FIRST);
        assertEquals("AA9000", card.send("0004000001AA00"));
        assertEquals("6882", card.send("0404000001AA00"));
        assertEquals("6882", card.send("6004000001AA00"));
        assertEquals("6E00", card.send("2004000001AA00"));
        assertEquals("6E00", card.send("8004000001AA00"));
        assertEquals("6E00", card.send("FF04000001AA00"));
    }

    @Test
    void aClosedChannelIsRefused() {
        FakeCard card = new FakeCard();
        for (String cla : new String[] {"01", "02", "03", "40", "4F", "11", "50"}) {
            assertEquals("6881", card.send(cla + "A4000C"));
        }
    }
}
