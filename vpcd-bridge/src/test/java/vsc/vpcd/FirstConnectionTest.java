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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vsc.model.Failure;
import vsc.model.VscException;

@Timeout(30)
class FirstConnectionTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private static VscException refused(int port) {
        return assertThrows(VscException.class, () -> FirstConnection.open(port, SHORT));
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
        CompletableFuture<VpcdConnection> opening = CompletableFuture.supplyAsync(() -> opened(port));
        try (FakeVpcd vpcd = new FakeVpcd(port);
                FakeVpcd.Peer peer = vpcd.accept()) {
            peer.control(FakeVpcd.GET_ATR);
            try (VpcdConnection connection = opening.get()) {
                assertEquals(FakeVpcd.GET_ATR, connection.read().at(0));
            }
        }
    }

    @Test
    void readerThatHangsUpIsTriedAgain() throws Exception {
        try (FakeVpcd vpcd = new FakeVpcd()) {
            CompletableFuture<VpcdConnection> opening = CompletableFuture.supplyAsync(() -> opened(vpcd.port()));
            vpcd.accept().close();
            vpcd.accept().close();
            try (FakeVpcd.Peer peer = vpcd.accept()) {
                peer.control(FakeVpcd.POWER_ON);
                try (VpcdConnection connection = opening.get()) {
                    assertEquals(FakeVpcd.POWER_ON, connection.read().at(0));
                }
            }
        }
    }

    private static VpcdConnection opened(int port) {
        try {
            return FirstConnection.open(port, LONG);
        } catch (VscException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptEndsTheWait() throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(loopback(0));
            Thread.currentThread().interrupt();
            assertThrows(VscException.class, () -> FirstConnection.open(bound.getLocalPort(), LONG));
            assertTrue(Thread.interrupted());
        }
    }
}
