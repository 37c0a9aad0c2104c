// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO/IEC 7816-4, 7.1.2. */
class ManageChannelTest {
    private final FakeCard card = new FakeCard();

    @Test
    void theCardChoosesTheNumber() {
        assertEquals("019000", card.send("0070000001"));
        assertEquals("029000", card.send("0070000000"));
        assertEquals("6C01", card.send("00700000"), "the number needs an Le");
        assertEquals("9000", card.send("00708001"));
        assertEquals("019000", card.send("0070000001"), "the lowest free one");
    }

    @Test
    void theHostChoosesTheNumber() {
        assertEquals("9000", card.send("00700005"));
        assertEquals("9000", card.select(0x41, FakeCard.FIRST));
        assertEquals("6A81", card.send("00700005"), "taken");
        assertEquals("6A86", card.send("00700014"), "there is no channel 20");
    }

    @Test
    void thereAreTwentyChannels() {
        for (int number = 1; number < 20; number++) {
            assertEquals("%02X9000".formatted(number), card.send("0070000001"));
        }
        assertEquals("6A81", card.send("0070000001"));
        assertEquals("6A81", card.send("00700013"));
        assertEquals("9000", card.send("03A4040C07" + FakeCard.FIRST), "the last of the first interindustry class");
        assertEquals("9000", card.send("4FA4040C07" + FakeCard.SECOND), "the last of the further one");
        assertEquals("AA9000", card.send("4F04000001AA00"));
    }

    @Test
    void aClosedChannelIsGone() {
        card.send("0070000001");
        card.select(1, FakeCard.FIRST);
        assertEquals("9000", card.send("00708001"));
        assertEquals("[select A0000000010101, deselect A0000000010101]", card.diary.toString());
        assertEquals("6881", card.send("0108000000"));
        assertEquals("6200", card.send("00708001"), "nothing to close");
    }

    @Test
    void aChannelClosesItself() {
        card.send("0070000001");
        assertEquals("9000", card.send("01708000"));
        assertEquals("6881", card.send("0108000000"));
    }

    @Test
    void oneChannelClosesAnother() {
        card.send("0070000001");
        card.send("0070000001");
        assertEquals("9000", card.send("01708002"));
        assertEquals("6881", card.send("0208000000"));
        assertEquals("6D00", card.send("0108000000"), "itself is still there");
    }

    @Test
    void theBasicChannelStaysOpen() {
        assertEquals("6A86", card.send("00708000"));
        assertEquals("6D00", card.send("0008000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0070010001", "0070400001", "00708114", "0070800014"})
    void wrongParametersAreRefused(String command) {
        assertEquals("6A86", card.send(command));
    }

    @Test
    void dataIsRefused() {
        assertEquals("6700", card.send("0070000001AA00"));
    }

    @Test
    void aChannelOpenedFromTheBasicOneStartsAsAfterReset() {
        card.select(0, FakeCard.FIRST);
        card.send("0070000001");
        assertEquals("6D00", card.send("0108000000"));
    }

    @Test
    void aChannelOpenedFromAnotherOneStartsWithItsApplication() {
        card.send("0070000001");
        card.select(1, FakeCard.SECOND);
        card.send("01060007");
        assertEquals("029000", card.send("0170000001"));
        assertEquals("009000", card.send("0208000000"), "the same application, but its own state");
        assertEquals("079000", card.send("0108000000"));
    }

    @Test
    void eachChannelHasItsOwnApplicationAndState() {
        card.send("0070000001");
        card.select(0, FakeCard.FIRST);
        card.select(1, FakeCard.FIRST);
        card.send("00060011");
        card.send("01060022");
        assertEquals("119000", card.send("0008000000"));
        assertEquals("229000", card.send("0108000000"));
        card.select(1, FakeCard.OTHER);
        assertEquals("119000", card.send("0008000000"));
        assertEquals("009000", card.send("0108000000"));
    }

    @Test
    void eachChannelHasItsOwnChainAndRest() {
        card.send("0070000001");
        card.select(0, FakeCard.FIRST);
        card.select(1, FakeCard.FIRST);
        card.send("1004000001AA");
        card.send("1104000001BB");
        assertEquals("AACC9000", card.send("0004000001CC00"));
        card.send("0002001001");
        assertEquals("BBDD9000", card.send("0104000001DD00"));
        assertEquals("6985", card.send("01C0000000"));
        assertEquals("%s9000".formatted(FakeApplication.counting(16).from(1)), card.send("00C0000000"));
    }

    @Test
    void resetClosesAllButTheBasicOne() {
        card.send("0070000001");
        card.select(1, FakeCard.FIRST);
        card.card.reset();
        assertEquals("6881", card.send("0108000000"));
        assertEquals("[select A0000000010101, deselect A0000000010101]", card.diary.toString());
    }
}
