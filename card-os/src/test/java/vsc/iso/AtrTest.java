// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtrTest {
    /** 7816-3, 8.2.5: T0 to TCK exclusive-ored give zero. */
    @ParameterizedTest
    @ValueSource(strings = {"", "80", "8001 0203 0405 0607 0809 0A0B 0C0D 0E"})
    void checkByteMakesTheSumZero(String historical) {
        Bytes value = Atr.withHistoricalBytes(Bytes.hex(historical)).value();
        int sum = 0;
        for (int i = 1; i < value.length(); i++) {
            sum ^= value.at(i);
        }
        assertEquals(0, sum);
    }

    /** Walks the ATR as 7816-3, 8.2.3 says: Y in TDi announces what follows, TCK is there because T=1 is offered. */
    @Test
    void announcesExactlyWhatItHolds() {
        Bytes historical = Bytes.hex("80318065B0");
        Bytes value = Atr.withHistoricalBytes(historical).value();
        assertEquals(0x3B, value.at(0));
        assertEquals(5, value.at(1) & 0x0F);
        int at = 1;
        int y = value.at(1) >> 4;
        boolean checked = false;
        while (y != 0) {
            int next = at + Integer.bitCount(y);
            boolean more = (y & 8) != 0;
            y = more ? value.at(next) >> 4 : 0;
            checked |= more && (value.at(next) & 0x0F) != 0;
            at = next;
        }
        assertEquals(true, checked);
        assertEquals(historical, value.slice(at + 1, at + 6));
        assertEquals(at + 6 + 1, value.length());
    }

    @Test
    void refusesWhatNoReaderTakes() {
        assertThrows(IllegalArgumentException.class, () -> Atr.withHistoricalBytes(Bytes.adopt(new byte[16])));
        assertThrows(IllegalArgumentException.class, () -> new Atr(Bytes.of(0x3B)));
        assertThrows(IllegalArgumentException.class, () -> new Atr(Bytes.adopt(new byte[34])));
        assertEquals("3B00", new Atr(Bytes.of(0x3B, 0)).toString());
    }
}
