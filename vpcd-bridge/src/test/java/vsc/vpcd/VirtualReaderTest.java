// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    private CompletableFuture<ReaderSlot> inserting(Card card) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return reader.insertIntoFreeSlot(card, LIMIT);
            } catch (VscException e) {
                throw new IllegalStateException(e);
            }
        });
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
        CompletableFuture<ReaderSlot> inserting = inserting(one);
        try (FakeVpcd.Peer peerOne = first.acceptAndPower()) {
            assertEquals(first.port(), inserting.get().port());
            inserting = inserting(two);
            try (FakeVpcd.Peer peerTwo = second.acceptAndPower()) {
                assertEquals(second.port(), inserting.get().port());
                assertEquals(one.atr().value(), peerOne.exchangeControl(FakeVpcd.GET_ATR));
                assertEquals(two.atr().value(), peerTwo.exchangeControl(FakeVpcd.GET_ATR));
            }
        }
    }

    @Test
    void slotWithTheCardOfAnotherProcessIsSkipped() throws Exception {
        CompletableFuture<ReaderSlot> inserting = inserting(TestCard.named("late"));
        try (FakeVpcd.Peer silent = first.accept();
                FakeVpcd.Peer peer = second.acceptAndPower()) {
            assertEquals(second.port(), inserting.get().port());
            assertEquals(Bytes.EMPTY, silent.receiveUntilEnd());
            assertEquals(TestCard.OK, peer.exchange(TestCard.SELECT));
        }
    }

    @Test
    void fullReaderSaysSo() {
        VscException full = assertThrows(
                VscException.class, () -> reader.insertIntoFreeSlot(TestCard.named("third"), Duration.ZERO));
        assertEquals(Failure.SLOT_TAKEN, full.failure());
    }

    @Test
    void ownSlotIsFreeAgainAfterEjecting() throws Exception {
        Card card = TestCard.named("again");
        for (int round = 0; round < 3; round++) {
            CompletableFuture<ReaderSlot> inserting = inserting(card);
            try (FakeVpcd.Peer peer = first.acceptAndPower()) {
                ReaderSlot slot = inserting.get();
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
        CompletableFuture<ReaderSlot> inserting = inserting(TestCard.named("last"));
        try (FakeVpcd.Peer peer = first.acceptAndPower()) {
            ReaderSlot slot = inserting.get();
            reader.close();
            assertEquals(ReaderSlot.Status.EJECTED, slot.status());
            assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        }
        CompletableFuture<ReaderSlot> late = inserting(TestCard.named("late"));
        try (FakeVpcd.Peer peer = first.acceptAndPower()) {
            assertThrows(Exception.class, late::get);
            assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        }
    }
}
