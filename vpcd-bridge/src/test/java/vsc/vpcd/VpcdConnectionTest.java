// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;

@Timeout(30)
class VpcdConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private FakeVpcd vpcd;
    private FakeVpcd.Peer peer;
    private VpcdConnection connection;

    @BeforeEach
    void connect() throws IOException {
        vpcd = new FakeVpcd();
        connection = new VpcdConnection();
        connection.connect(vpcd.port(), LIMIT);
        peer = vpcd.accept();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
        vpcd.close();
    }

    @Test
    void payloadIsReadWithoutItsLength() throws IOException {
        peer.send(Bytes.hex("00A4"));
        assertEquals(Bytes.hex("00A4"), connection.read());
    }

    @Test
    void dataSeenWhileWaitingIsStillRead() throws IOException {
        peer.sendRaw(Bytes.of(0));
        assertTrue(connection.awaitData(LIMIT));
        peer.sendRaw(Bytes.of(1, FakeVpcd.GET_ATR));
        assertEquals(Bytes.of(FakeVpcd.GET_ATR), connection.read());
    }

    @Test
    void silenceIsNotAnError() throws IOException {
        assertFalse(connection.awaitData(Duration.ofMillis(50)));
        peer.control(FakeVpcd.POWER_ON);
        assertEquals(Bytes.of(FakeVpcd.POWER_ON), connection.read());
    }

    @Test
    void endOfTheConnectionIsAnEndNotSilence() throws IOException {
        peer.close();
        assertThrows(EOFException.class, () -> connection.awaitData(LIMIT));
    }

    @Test
    void endInTheMiddleOfAFrameIsAnEnd() throws IOException {
        peer.sendRaw(Bytes.of(0, 5, 1, 2));
        peer.close();
        assertThrows(EOFException.class, connection::read);
    }

    @Test
    void emptyFrameIsRefused() throws IOException {
        peer.sendRaw(Bytes.of(0, 0));
        assertThrows(ProtocolException.class, connection::read);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65536})
    void payloadThatFitsNoFrameIsRefusedAndNothingIsSent(int length) throws IOException {
        assertThrows(ProtocolException.class, () -> connection.write(Bytes.adopt(new byte[length])));
        connection.close();
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 32767, 32768, 65535})
    void lengthIsTwoUnsignedBytes(int length) throws IOException {
        connection.write(Bytes.adopt(new byte[length]));
        connection.close();
        Bytes sent = peer.receiveUntilEnd();
        assertEquals(Bytes.of(length >> 8, length), sent.slice(0, 2));
        assertEquals(2 + length, sent.length());
    }

    @Test
    void closingEndsAReadInAnotherThread() throws Exception {
        CompletableFuture<Void> reading =
                CompletableFuture.runAsync(() -> assertThrows(IOException.class, connection::read));
        connection.close();
        reading.get();
        assertEquals(Bytes.EMPTY, peer.receiveUntilEnd());
    }
}
