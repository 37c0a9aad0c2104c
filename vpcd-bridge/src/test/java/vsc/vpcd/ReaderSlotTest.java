// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;
import vsc.os.Card;

@Timeout(30)
class ReaderSlotTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Card card = TestCard.named("slot");
    private final Bytes atr = card.atr().value();
    private FakeVpcd vpcd;
    private FakeVpcd.Peer peer;
    private ReaderSlot slot;

    @BeforeEach
    void insert() throws Exception {
        vpcd = new FakeVpcd();
        slot = ReaderSlot.start(card, vpcd.port());
        peer = vpcd.acceptAndPower();
        slot.awaitPresent(LIMIT);
    }

    @AfterEach
    void eject() throws IOException {
        slot.eject();
        peer.close();
        vpcd.close();
    }

    private void unlock() throws IOException {
        assertEquals(TestCard.OK, peer.exchange(TestCard.SELECT));
        assertEquals(TestCard.OK, peer.exchange(TestCard.VERIFY));
        assertEquals(TestCard.SECRET, peer.exchange(TestCard.GET_DATA));
    }

    /** Finding, powering and identifying it is still before the moment at which pcscd tells its clients. */
    @Test
    void cardIsPresentWithTheNextPollAndNotBefore() throws IOException {
        assertEquals(ReaderSlot.Status.PRESENT, slot.status());
        peer.close();
        peer = vpcd.accept();
        peer.exchangeControl(FakeVpcd.GET_ATR);
        peer.exchangeControl(FakeVpcd.GET_ATR);
        peer.control(FakeVpcd.POWER_ON);
        peer.exchangeControl(FakeVpcd.GET_ATR);
        assertEquals(ReaderSlot.Status.CONNECTING, slot.status());
        peer.control(FakeVpcd.POWER_OFF);
        assertEquals(ReaderSlot.Status.PRESENT, slot.await(LIMIT, ReaderSlot.Status.PRESENT));
    }

    @Test
    void askingForTheAtrChangesNothingAndIsAlwaysAnsweredAlike() throws IOException {
        unlock();
        for (int i = 0; i < 100; i++) {
            assertEquals(atr, peer.exchangeControl(FakeVpcd.GET_ATR));
        }
        assertEquals(TestCard.SECRET, peer.exchange(TestCard.GET_DATA));
    }

    @ParameterizedTest
    @ValueSource(ints = {FakeVpcd.POWER_OFF, FakeVpcd.POWER_ON, FakeVpcd.RESET})
    void powerAndResetLockTheCardAndAreNotAnswered(int control) throws IOException {
        unlock();
        peer.control(control);
        assertEquals(TestCard.NOT_SELECTED, peer.exchange(TestCard.GET_DATA));
        assertEquals(TestCard.OK, peer.exchange(TestCard.SELECT));
        assertEquals(TestCard.LOCKED, peer.exchange(TestCard.GET_DATA));
        slot.eject();
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
    }

    @Test
    void framesThatComeTogetherAreAnsweredInOrder() throws IOException {
        peer.sendRaw(FakeVpcd.Peer.frame(Bytes.of(FakeVpcd.POWER_OFF))
                .concat(
                        FakeVpcd.Peer.frame(Bytes.of(FakeVpcd.POWER_ON)),
                        FakeVpcd.Peer.frame(Bytes.of(FakeVpcd.GET_ATR)),
                        FakeVpcd.Peer.frame(TestCard.SELECT)));
        assertEquals(atr, peer.receive());
        assertEquals(TestCard.OK, peer.receive());
    }

    @Test
    void framesThatComeByteByByteAreAnsweredOnce() throws IOException {
        peer.exchange(TestCard.SELECT);
        Bytes data = Bytes.ascii("in pieces");
        Bytes frame = FakeVpcd.Peer.frame(TestCard.echo(data));
        for (int i = 0; i < frame.length(); i++) {
            peer.sendRaw(frame.slice(i, i + 1));
        }
        assertEquals(data.concat(TestCard.OK), peer.receive());
        assertEquals(atr, peer.exchangeControl(FakeVpcd.GET_ATR));
    }

    @Test
    void longestCommandIsTakenWhole() throws IOException {
        peer.exchange(TestCard.SELECT);
        byte[] data = new byte[65526];
        new Random(7).nextBytes(data);
        Bytes command = TestCard.echo(Bytes.adopt(data));
        assertEquals(65535, command.length());
        assertEquals(Bytes.adopt(data).concat(TestCard.OK), peer.exchange(command));
    }

    @Test
    void longestResponseIsGivenWhole() throws IOException {
        peer.exchange(TestCard.SELECT);
        Bytes response = peer.exchange(TestCard.produce(65533));
        assertEquals(65535, response.length());
        assertEquals(TestCard.OK, response.from(65533));
        assertEquals(atr, peer.exchangeControl(FakeVpcd.GET_ATR));
    }

    @Test
    void everyResponseIsOneWrite() throws IOException {
        peer.exchange(TestCard.SELECT);
        Bytes data = Bytes.ascii("whole");
        for (int i = 0; i < 3000; i++) {
            peer.send(TestCard.echo(data));
            assertEquals(FakeVpcd.Peer.frame(data.concat(TestCard.OK)), peer.receiveOnce());
        }
    }

    @Test
    void anyFramesGetExactlyOneAnswerEach() throws IOException {
        Random random = new Random(20);
        for (int i = 0; i < 2000; i++) {
            byte[] payload = new byte[2 + random.nextInt(i % 50 == 0 ? 3000 : 20)];
            random.nextBytes(payload);
            assertTrue(peer.exchange(Bytes.adopt(payload)).length() >= 2);
        }
        slot.eject();
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
    }

    @Test
    void emptyFrameEndsTheConnectionAndTheCardComesBack() throws IOException {
        peer.sendRaw(Bytes.of(0, 0));
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        assertCardComesBackLocked();
    }

    @Test
    void unknownControlByteEndsTheConnectionAndTheCardComesBack() throws IOException {
        peer.control(3);
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        assertCardComesBackLocked();
    }

    @Test
    void defectInTheCardEndsTheConnectionAndTheCardComesBack() throws IOException {
        unlock();
        peer.send(TestCard.FAIL);
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        assertCardComesBackLocked();
    }

    @Test
    void partialFrameAtTheEndIsNotAnswered() throws IOException {
        unlock();
        peer.sendRaw(FakeVpcd.Peer.frame(TestCard.GET_DATA).slice(0, 4));
        peer.close();
        assertCardComesBackLocked();
    }

    private void assertCardComesBackLocked() throws IOException {
        try (FakeVpcd.Peer next = vpcd.accept()) {
            // As vpcd does when its old connection broke in the middle of a command: no question, no power.
            assertEquals(TestCard.NOT_SELECTED, next.exchange(TestCard.GET_DATA));
            assertEquals(TestCard.OK, next.exchange(TestCard.SELECT));
            assertEquals(TestCard.LOCKED, next.exchange(TestCard.GET_DATA));
            assertEquals(ReaderSlot.Status.PRESENT, slot.status());
        }
    }

    @Test
    void cardWaitsForAReaderThatWentAwayAndReturnsLocked() throws IOException {
        unlock();
        int port = vpcd.port();
        vpcd.close();
        peer.close();
        assertEquals(ReaderSlot.Status.LOST, slot.await(LIMIT, ReaderSlot.Status.LOST));
        vpcd = new FakeVpcd(port);
        peer = vpcd.acceptAndPower();
        assertEquals(ReaderSlot.Status.PRESENT, slot.await(LIMIT, ReaderSlot.Status.PRESENT));
        assertEquals(TestCard.NOT_SELECTED, peer.exchange(TestCard.GET_DATA));
    }

    @Test
    void slotThatGotAnotherCardIsReportedAndTakenBackWhenFree() throws IOException {
        peer.close();
        peer = vpcd.accept();
        assertEquals(ReaderSlot.Status.TAKEN, slot.await(LIMIT, ReaderSlot.Status.TAKEN));
        for (int i = 0; i < 5; i++) {
            assertEquals(atr, peer.exchangeControl(FakeVpcd.GET_ATR));
        }
        assertEquals(ReaderSlot.Status.PRESENT, slot.await(LIMIT, ReaderSlot.Status.PRESENT));
    }

    @Test
    void ejectingEndsABlockedReadAndTheThread() throws IOException {
        assertTrue(threadNames().contains("reader slot " + slot.port()));
        slot.eject();
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        assertEquals(ReaderSlot.Status.EJECTED, slot.status());
        assertFalse(threadNames().contains("reader slot " + slot.port()));
    }

    @Test
    void ejectingEndsTheSearchForALostReader() throws IOException {
        vpcd.close();
        peer.close();
        slot.await(LIMIT, ReaderSlot.Status.LOST);
        slot.eject();
        assertFalse(threadNames().contains("reader slot " + slot.port()));
    }

    @Test
    void ejectingLocksTheCard() throws IOException {
        unlock();
        slot.eject();
        assertEquals(TestCard.NOT_SELECTED, card.transmit(TestCard.GET_DATA));
    }

    @Test
    void ejectingManyTimesFromManyThreadsIsEjectingOnce() throws Exception {
        List<CompletableFuture<Void>> ejecting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ejecting.add(CompletableFuture.runAsync(slot::eject));
        }
        for (CompletableFuture<Void> each : ejecting) {
            each.get();
        }
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
        assertEquals(ReaderSlot.Status.EJECTED, slot.await(LIMIT, ReaderSlot.Status.PRESENT));
    }

    @Test
    void ejectedCardGoesIntoAnotherSlotAtOnce() throws Exception {
        slot.eject();
        try (FakeVpcd other = new FakeVpcd()) {
            ReaderSlot next = ReaderSlot.start(card, other.port());
            try (FakeVpcd.Peer otherPeer = other.acceptAndPower()) {
                assertEquals(TestCard.OK, otherPeer.exchange(TestCard.SELECT));
                next.eject();
            }
        }
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
