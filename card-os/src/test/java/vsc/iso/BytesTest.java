// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BytesTest {
    private static final Bytes ABC = Bytes.hex("AABBCC");

    @Test
    void readsHexadecimalInAnyCaseWithBlanks() {
        assertEquals(ABC, Bytes.hex("aa Bb\tcc\n"));
        assertEquals(Bytes.EMPTY, Bytes.hex(" "));
        assertThrows(IllegalArgumentException.class, () -> Bytes.hex("ABC"));
        assertThrows(IllegalArgumentException.class, () -> Bytes.hex("GG"));
        assertEquals("AABBCC", ABC.toString());
    }

    @Test
    void copiesWhatOthersMayChange() {
        byte[] array = {1, 2, 3};
        Bytes copy = Bytes.copyOf(array);
        Bytes part = Bytes.copyOf(array, 1, 2);
        array[1] = 9;
        assertEquals("010203", copy.toString());
        assertEquals("0203", part.toString());
        copy.toArray()[0] = 9;
        assertEquals(1, copy.at(0));
    }

    @Test
    void slicesByIndexes() {
        assertEquals(Bytes.hex("BB"), ABC.slice(1, 2));
        assertEquals(Bytes.hex("CC"), ABC.from(1).from(1));
        assertTrue(ABC.slice(3, 3).isEmpty());
        for (int[] range : new int[][] {{-1, 1}, {2, 1}, {0, 4}, {4, 4}}) {
            assertThrows(IndexOutOfBoundsException.class, () -> ABC.slice(range[0], range[1]));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> ABC.slice(0, 2).at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> ABC.from(1).at(-1));
    }

    @Test
    void slicesAreEqualToCopies() {
        Bytes slice = Bytes.hex("00AABBCC00").slice(1, 4);
        assertEquals(ABC, slice);
        assertEquals(ABC.hashCode(), slice.hashCode());
        assertEquals(0, ABC.compareTo(slice));
        assertArrayEquals(ABC.toArray(), slice.toArray());
        assertNotEquals(ABC, slice.from(1));
        assertNotEquals(ABC, (Object) "AABBCC");
    }

    @Test
    void joins() {
        assertEquals(Bytes.hex("AABBCC0102"), ABC.concat(Bytes.of(1), Bytes.EMPTY, Bytes.of(0x102)));
        assertEquals(ABC, Bytes.EMPTY.concat(ABC));
    }

    @Test
    void comparesUnsigned() {
        assertTrue(Bytes.hex("7F").compareTo(Bytes.hex("80")) < 0);
        assertTrue(Bytes.hex("7F").compareTo(Bytes.hex("7F00")) < 0);
    }

    @Test
    void knowsItsBeginning() {
        assertTrue(ABC.startsWith(Bytes.EMPTY));
        assertTrue(ABC.startsWith(Bytes.hex("AABB")));
        assertTrue(ABC.startsWith(ABC));
        assertFalse(ABC.startsWith(Bytes.hex("BB")));
        assertFalse(ABC.startsWith(Bytes.hex("AABBCC00")));
    }

    @Test
    void turnsNumbersIntoBytesAndBack() {
        assertEquals("0001F4", Bytes.ofInt(500, 3).toString());
        assertEquals(0xFFFFFFFFL, Bytes.hex("FFFFFFFF").toLong());
        assertEquals(0, Bytes.EMPTY.toLong());
        assertThrows(
                IllegalArgumentException.class, () -> Bytes.hex("0000000000").toLong());
        assertEquals("414200", Bytes.ascii("AB\0").toString());
    }

    @Test
    void namesApplicationsByTheirBeginning() {
        Aid aid = Aid.hex("A000000308000010000100");
        assertTrue(aid.matches(Bytes.hex("A000000308")));
        assertTrue(aid.matches(aid.value()));
        assertFalse(aid.matches(Bytes.hex("A00000030800001000010000")));
        assertThrows(IllegalArgumentException.class, () -> Aid.hex("A0000003"));
        assertThrows(IllegalArgumentException.class, () -> new Aid(Bytes.adopt(new byte[17])));
    }

    @Test
    void responsesKeepTheirStatusWordLast() {
        ResponseApdu response = ResponseApdu.parse(Bytes.hex("AA6282"));
        assertEquals(Bytes.hex("AA"), response.data());
        assertEquals(new StatusWord(0x6282), response.sw());
        assertEquals(Bytes.hex("AA6282"), Bytes.adopt(response.toArray()));
        assertEquals(ResponseApdu.OK, ResponseApdu.parse(Bytes.hex("9000")));
        assertEquals("1 bytes, 6282 end of file reached", response.toString());
        assertThrows(IllegalArgumentException.class, () -> ResponseApdu.parse(Bytes.of(0x90)));
    }
}
