// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StatusWordTest {
    @Test
    void saysHowMuchIsLeft() {
        assertEquals(0x6101, StatusWord.moreData(1).value());
        assertEquals(0x61FF, StatusWord.moreData(255).value());
        assertEquals(0x6100, StatusWord.moreData(256).value());
        assertEquals(0x6100, StatusWord.moreData(65000).value());
    }

    @Test
    void saysHowManyTriesAreLeftUpToFifteen() {
        assertEquals(0x63C0, StatusWord.retriesLeft(0).value());
        assertEquals(0x63C3, StatusWord.retriesLeft(3).value());
        assertEquals(0x63CF, StatusWord.retriesLeft(15).value());
        assertEquals(0x63CF, StatusWord.retriesLeft(255).value());
    }

    @Test
    void saysTheRightLength() {
        assertEquals(0x6C01, StatusWord.wrongLe(1).value());
        assertEquals(0x6C00, StatusWord.wrongLe(256).value());
    }

    @Test
    void explainsItself() {
        assertEquals("9000 OK", StatusWord.OK.toString());
        assertEquals("6982 security status not satisfied", StatusWord.SECURITY_STATUS_NOT_SATISFIED.toString());
        assertEquals("63C2 2 tries left", StatusWord.retriesLeft(2).toString());
        assertEquals("6100 256 bytes more", StatusWord.moreData(256).toString());
        assertEquals("6C01 wrong Le, 1 expected", StatusWord.wrongLe(1).toString());
        assertEquals("6300 verification failed", new StatusWord(0x6300).toString());
        assertEquals("6A8D", new StatusWord(0x6A8D).toString());
    }

    @Test
    void hasSixteenBits() {
        assertThrows(IllegalArgumentException.class, () -> new StatusWord(0x10000));
        assertThrows(IllegalArgumentException.class, () -> new StatusWord(-1));
    }

    @Test
    void anErrorCarriesIt() {
        CardError error = new CardError(StatusWord.FILE_NOT_FOUND);
        assertEquals(StatusWord.FILE_NOT_FOUND, error.statusWord());
        assertEquals(0, error.getStackTrace().length);
        assertEquals(0x6A80, Refusal.of(() -> CardError.unless(false, StatusWord.WRONG_DATA)));
        CardError.unless(true, StatusWord.WRONG_DATA);
    }
}
