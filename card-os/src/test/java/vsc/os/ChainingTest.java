// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;

/** Commands in several parts (ISO/IEC 7816-4, 5.3.3). */
class ChainingTest {
    private final FakeCard card = new FakeCard();

    @BeforeEach
    void select() {
        card.select(0, FakeCard.FIRST);
    }

    @Test
    void partsAreJoined() {
        assertEquals("9000", card.send("1004000002AABB"));
        assertEquals("9000", card.send("1004000001CC"));
        assertEquals("AABBCCDD9000", card.send("0004000001DD00"));
    }

    @Test
    void partsMayBeShortOrExtendedOrEmpty() {
        assertEquals("9000", card.send("10040000"));
        assertEquals("9000", card.send("10040000000002AABB"));
        assertEquals("9000", card.send("1004000001CC"));
        assertEquals("9000", card.send("10040000000001DD0000"));
        assertEquals("AABBCCDD9000", card.send("0004000000"));
    }

    @Test
    void onlyTheLastPartSaysHowMuchIsWanted() {
        card.send("1004000003AABBCC01");
        assertEquals("AABBCCDD9000", card.send("0004000001DD00"));
    }

    @Test
    void anotherInstructionAbandonsTheChain() {
        card.send("1004900001AA");
        assertEquals("BB9000", card.send("000C900001BB00"));
        assertEquals("CC9000", card.send("0004900001CC00"));
    }

    @Test
    void otherParametersAbandonTheChain() {
        card.send("1004000001AA");
        assertEquals("BB9000", card.send("0004000101BB00"));
        assertEquals("CC9000", card.send("0004000001CC00"));
    }

    @Test
    void aNewChainAbandonsTheOldOne() {
        card.send("1004000001AA");
        card.send("100C900001BB");
        card.send("1004000001CC");
        assertEquals("CCDD9000", card.send("0004000001DD00"));
    }

    @Test
    void getResponseAbandonsTheChain() {
        card.send("1004000001AA");
        assertEquals("6985", card.send("00C0000000"));
        assertEquals("BB9000", card.send("0004000001BB00"));
    }

    @Test
    void aRefusedLastPartEndsTheChain() {
        card.send("100A6A8001AA");
        assertEquals("6A80", card.send("000A6A8001BB"));
        assertEquals("CC9000", card.send("0004000001CC00"));
    }

    @Test
    void resetAbandonsTheChain() {
        card.send("1004000001AA");
        card.card.reset();
        card.select(0, FakeCard.FIRST);
        assertEquals("BB9000", card.send("0004000001BB00"));
    }

    @Test
    void everyCommandCanBeChained() {
        card.send("10A4040C03A00000");
        assertEquals("9000", card.send("00A4040C04000201" + "01"));
        assertEquals("[select A0000000010101, select A0000000020101, deselect A0000000010101]", card.diary.toString());
    }

    @Test
    void aChainHoldsAsMuchAsOneExtendedCommand() {
        assertEquals("9000", part(0x10, 65535));
        assertEquals("6700", part(0x10, 1));
        assertEquals("BB9000", card.send("0004000001BB00"), "the chain is gone");
        part(0x10, 65000);
        assertEquals("6700", part(0x00, 536));
        part(0x10, 65000);
        assertEquals("6102", Bytes.hex(part(0x00, 535)).from(65533).toString(), "65535 bytes come back");
    }

    private String part(int cla, int length) {
        Bytes data = FakeApplication.counting(length);
        return card.send(
                new CommandApdu(cla, 0x04, 0, 0, data, 65536, true).encode().toString());
    }
}
