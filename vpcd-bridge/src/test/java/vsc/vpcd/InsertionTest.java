// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vsc.model.Failure;
import vsc.model.VscException;

/** How a card gets into its slot, or does not: bounded, and with a sentence for each way in which it fails. */
@Timeout(30)
class InsertionTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private static VscException refused(int port) {
        return assertThrows(VscException.class, () -> start(port).awaitPresent(SHORT));
    }

    private static ReaderSlot start(int port) {
        return ReaderSlot.start(TestCard.named("new"), port);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void absentReaderIsNamedByItsPort() throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(loopback(0));
            VscException absent = refused(bound.getLocalPort());
            assertEquals(Failure.NO_VIRTUAL_READER, absent.failure());
            assertTrue(absent.getMessage().contains(" " + bound.getLocalPort() + ":"), absent.getMessage());
        }
    }

    @Test
    void silentReaderHasAnotherCard() throws IOException {
        try (FakeVpcd vpcd = new FakeVpcd()) {
            assertEquals(Failure.SLOT_TAKEN, refused(vpcd.port()).failure());
        }
    }

    @Test
    void readerWithAFullQueueHasAnotherCard() throws IOException {
        List<Socket> queued = new ArrayList<>();
        try (FakeVpcd vpcd = new FakeVpcd()) {
            boolean full = false;
            while (!full && queued.size() < 10) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(loopback(vpcd.port()), 200);
                } catch (SocketTimeoutException e) {
                    full = true;
                }
            }
            assertTrue(full, "the queue of the fake reader never fills");
            assertEquals(Failure.SLOT_TAKEN, refused(vpcd.port()).failure());
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    @Test
    void readerMayComeLater() throws Exception {
        int port;
        try (Socket bound = new Socket()) {
            bound.bind(loopback(0));
            port = bound.getLocalPort();
            refused(port);
        }
        ReaderSlot slot = start(port);
        assertEquals(ReaderSlot.Status.LOST, slot.await(LONG, ReaderSlot.Status.LOST));
        try (FakeVpcd vpcd = new FakeVpcd(port)) {
            assertGoesInto(vpcd, slot);
        }
    }

    private static void assertGoesInto(FakeVpcd vpcd, ReaderSlot slot) throws IOException, VscException {
        try (FakeVpcd.Peer peer = vpcd.acceptAndPower()) {
            slot.awaitPresent(LONG);
            assertEquals(TestCard.OK, peer.exchange(TestCard.SELECT));
            slot.eject();
        }
    }

    @Test
    void readerThatHangsUpIsTriedAgain() throws Exception {
        try (FakeVpcd vpcd = new FakeVpcd()) {
            ReaderSlot slot = start(vpcd.port());
            vpcd.accept().close();
            vpcd.accept().close();
            assertGoesInto(vpcd, slot);
        }
    }

    @Test
    void interruptEndsTheWait() throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(loopback(0));
            Thread.currentThread().interrupt();
            assertThrows(VscException.class, () -> start(bound.getLocalPort()).awaitPresent(LONG));
            assertTrue(Thread.interrupted());
        }
    }
}
