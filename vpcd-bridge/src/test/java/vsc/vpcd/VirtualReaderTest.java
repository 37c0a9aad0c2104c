// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.os.Card;

@Timeout(30)
class VirtualReaderTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private FakeVpcd first;
    private FakeVpcd second;
    private VirtualReader reader;

    @BeforeEach
    void open() throws IOException {
        first = new FakeVpcd();
        second = new FakeVpcd();
        reader = new VirtualReader(List.of(first.port(), second.port()));
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        first.close();
        second.close();
    }

    private Insertion begin(Card card) throws VscException {
        return reader.begin(card, OptionalInt.empty());
    }

    @Test
    void standardReaderHasTwoSlots() {
        try (VirtualReader standard = VirtualReader.standard()) {
            assertEquals(List.of(0x8C7B, 0x8C7C), standard.ports());
        }
    }

    @Test
    void cardsGoIntoTheSlotsInOrderAndAnswerForThemselves() throws Exception {
        Card one = TestCard.named("one");
        Card two = TestCard.named("two");
        Insertion firstCard = begin(one);
        Insertion secondCard = begin(two);
        try (FakeVpcd.Peer peerTwo = second.acceptAndPower();
                FakeVpcd.Peer peerOne = first.acceptAndPower()) {
            assertEquals(first.port(), firstCard.await(LIMIT).port());
            assertEquals(second.port(), secondCard.await(LIMIT).port());
            assertEquals(one.atr().value(), peerOne.exchangeControl(FakeVpcd.GET_ATR));
            assertEquals(two.atr().value(), peerTwo.exchangeControl(FakeVpcd.GET_ATR));
        }
    }

    @Test
    void slotWithTheCardOfAnotherProcessIsSkipped() throws Exception {
        Insertion late = begin(TestCard.named("late"));
        CompletableFuture<Integer> port = CompletableFuture.supplyAsync(() -> portOf(late));
        try (FakeVpcd.Peer silent = first.accept();
                FakeVpcd.Peer peer = second.acceptAndPower()) {
            assertEquals(second.port(), port.get());
            assertEquals(Bytes.EMPTY, silent.receiveUntilEnd());
            assertEquals(TestCard.OK, peer.exchange(TestCard.SELECT));
        }
    }

    private static int portOf(Insertion insertion) {
        try {
            return insertion.await(LIMIT).port();
        } catch (VscException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fullReaderSaysSo() {
        VscException full = assertThrows(
                VscException.class, () -> begin(TestCard.named("third")).await(Duration.ZERO));
        assertEquals(Failure.SLOT_TAKEN, full.failure());
    }

    @Test
    void ownSlotIsFreeAgainAfterEjecting() throws Exception {
        Card card = TestCard.named("again");
        for (int round = 0; round < 3; round++) {
            Insertion again = begin(card);
            try (FakeVpcd.Peer peer = first.acceptAndPower()) {
                ReaderSlot slot = again.await(LIMIT);
                assertEquals(
                        Failure.SLOT_TAKEN,
                        assertThrows(VscException.class, () -> reader.insert(card, 0, Duration.ZERO))
                                .failure());
                slot.eject();
                assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
            }
        }
    }

    @Test
    void closingEjectsEveryCardAndLetsNoneIn() throws Exception {
        Insertion last = begin(TestCard.named("last"));
        Insertion onItsWay = begin(TestCard.named("on its way"));
        try (FakeVpcd.Peer peer = first.acceptAndPower()) {
            ReaderSlot slot = last.await(LIMIT);
            reader.close();
            assertEquals(ReaderSlot.Status.EJECTED, slot.status());
            assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        }
        assertRemoved(() -> onItsWay.await(LIMIT));
        assertRemoved(() -> begin(TestCard.named("late")));
    }

    private static void assertRemoved(Executable inserting) {
        assertEquals(
                Failure.CARD_REMOVED,
                assertThrows(VscException.class, inserting).failure());
    }
}
