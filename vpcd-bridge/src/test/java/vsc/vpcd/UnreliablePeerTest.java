// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;
import vsc.os.Card;

/** Whatever the other side does to a connection: on the next one the card is locked, and every answer is the right one. */
@Timeout(60)
class UnreliablePeerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ROUNDS = 100;

    private final Card card = TestCard.named("tough");
    private final List<Step> dialogue = List.of(
            control(FakeVpcd.GET_ATR, card.atr().value()),
            control(FakeVpcd.POWER_ON),
            control(FakeVpcd.GET_ATR, card.atr().value()),
            command(TestCard.GET_DATA, TestCard.NOT_SELECTED),
            command(TestCard.SELECT, TestCard.OK),
            command(TestCard.GET_DATA, TestCard.LOCKED),
            command(TestCard.VERIFY, TestCard.OK),
            command(TestCard.GET_DATA, TestCard.SECRET),
            command(TestCard.produce(700), Bytes.ascii("Z".repeat(700)).concat(TestCard.OK)),
            control(FakeVpcd.RESET),
            control(FakeVpcd.GET_ATR, card.atr().value()),
            command(TestCard.SELECT, TestCard.OK),
            command(TestCard.echo(Bytes.ascii("once")), Bytes.ascii("once").concat(TestCard.OK)),
            command(TestCard.GET_DATA, TestCard.LOCKED),
            command(TestCard.VERIFY, TestCard.OK),
            control(FakeVpcd.POWER_OFF));
    private final Bytes sent =
            Bytes.EMPTY.concat(dialogue.stream().map(Step::frame).toArray(Bytes[]::new));

    private FakeVpcd vpcd;
    private ReaderSlot slot;

    /** What pcscd sends in one frame, and the answer it gets. */
    private record Step(Bytes frame, Optional<Bytes> answer) {}

    private static Step control(int code) {
        return new Step(FakeVpcd.Peer.frame(Bytes.of(code)), Optional.empty());
    }

    private static Step control(int code, Bytes answer) {
        return command(Bytes.of(code), answer);
    }

    private static Step command(Bytes command, Bytes answer) {
        return new Step(FakeVpcd.Peer.frame(command), Optional.of(answer));
    }

    @BeforeEach
    void insert() throws Exception {
        vpcd = new FakeVpcd();
        slot = ReaderSlot.start(card, vpcd.port());
        try (FakeVpcd.Peer first = vpcd.acceptAndPower()) {
            slot.awaitPresent(LIMIT);
            assertEquals(card.atr().value(), first.exchangeControl(FakeVpcd.GET_ATR));
        }
    }

    @AfterEach
    void eject() throws IOException {
        slot.eject();
        vpcd.close();
    }

    private void assertNextConnectionIsServedWell(String after) throws IOException {
        try (FakeVpcd.Peer peer = vpcd.accept()) {
            for (Step step : dialogue) {
                peer.sendRaw(step.frame());
                if (step.answer().isPresent()) {
                    assertEquals(step.answer().get(), peer.receive(), after);
                }
            }
        }
    }

    /** All that was asked for is waiting to be read when the connection is closed. */
    @Test
    void endAfterAnyByte() throws IOException {
        for (int position = 0; position <= sent.length(); position++) {
            try (FakeVpcd.Peer peer = vpcd.accept()) {
                peer.sendRaw(sent.slice(0, position));
            }
            assertNextConnectionIsServedWell("closed after byte " + position);
        }
    }

    @Test
    void endOfOneDirectionAfterAnyByteLeavesWholeAnswers() throws IOException {
        for (int position = 0; position <= sent.length(); position++) {
            try (FakeVpcd.Peer peer = vpcd.accept()) {
                peer.sendRaw(sent.slice(0, position));
                peer.endOutput();
                assertEquals(answersTo(position), peer.receiveUntilEnd(), "ended after byte " + position);
            }
        }
        assertNextConnectionIsServedWell("the whole dialogue");
    }

    /** The answers to those steps that are whole in the first {@code length} bytes. */
    private Bytes answersTo(int length) {
        Bytes answers = Bytes.EMPTY;
        int end = 0;
        for (Step step : dialogue) {
            end += step.frame().length();
            if (end <= length && step.answer().isPresent()) {
                answers = answers.concat(FakeVpcd.Peer.frame(step.answer().get()));
            }
        }
        return answers;
    }

    @Test
    void oneByteAtATime() throws IOException {
        try (FakeVpcd.Peer peer = vpcd.accept()) {
            for (int position = 0; position < sent.length(); position++) {
                peer.sendRaw(sent.slice(position, position + 1));
                LockSupport.parkNanos(1_000_000);
            }
            peer.endOutput();
            assertEquals(answersTo(sent.length()), peer.receiveUntilEnd());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void garbage(boolean startsWell) throws IOException {
        Random random = new Random(35963);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(600)];
            random.nextBytes(garbage);
            try (FakeVpcd.Peer peer = vpcd.accept()) {
                if (startsWell) {
                    peer.sendRaw(sent.slice(0, random.nextInt(sent.length())));
                }
                peer.sendRaw(Bytes.adopt(garbage));
            } catch (IOException hungUp) {
                assertTrue(garbage.length > 0, "the card has hung up on nothing");
            }
            assertNextConnectionIsServedWell("garbage of round " + round);
        }
    }

    /** The answers are more than any socket buffers: the slot is still writing when it has to end. */
    @Test
    void peerThatReadsNothingDoesNotHinderEjecting() throws Exception {
        try (FakeVpcd.Peer peer = vpcd.accept()) {
            peer.sendRaw(FakeVpcd.Peer.frame(TestCard.SELECT));
            for (int i = 0; i < ROUNDS; i++) {
                peer.sendRaw(FakeVpcd.Peer.frame(TestCard.produce(65533)));
            }
            slot.eject();
            assertThrows(SocketException.class, peer::receiveUntilEnd, "all was answered");
        }
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("reader slot " + slot.port())));
    }
}
