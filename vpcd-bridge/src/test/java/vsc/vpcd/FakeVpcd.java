// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import vsc.iso.Bytes;

/** One slot of a vpcd that says what a test wants it to say. */
final class FakeVpcd implements AutoCloseable {
    static final int POWER_OFF = 0;
    static final int POWER_ON = 1;
    static final int RESET = 2;
    static final int GET_ATR = 4;

    private static final int LIMIT_MILLIS = 10_000;

    private final ServerSocket server;

    FakeVpcd(int port) throws IOException {
        server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
    }

    FakeVpcd() throws IOException {
        this(0);
    }

    int port() {
        return server.getLocalPort();
    }

    Peer accept() {
        try {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LIMIT_MILLIS);
            return new Peer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What pcscd does with a new card: sees it, powers it, reads its ATR, powers it off as unused. */
    Peer acceptAndPower() throws IOException {
        Peer peer = accept();
        peer.exchangeControl(GET_ATR);
        peer.exchangeControl(GET_ATR);
        peer.control(POWER_ON);
        peer.exchangeControl(GET_ATR);
        peer.control(POWER_OFF);
        return peer;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** The connection of one card. */
    static final class Peer implements AutoCloseable {
        private final Socket socket;

        Peer(Socket socket) {
            this.socket = socket;
        }

        void control(int code) throws IOException {
            send(Bytes.of(code));
        }

        void send(Bytes payload) throws IOException {
            sendRaw(frame(payload));
        }

        void sendRaw(Bytes bytes) throws IOException {
            socket.getOutputStream().write(bytes.toArray());
        }

        static Bytes frame(Bytes payload) {
            return Bytes.ofInt(payload.length(), 2).concat(payload);
        }

        Bytes exchangeControl(int code) throws IOException {
            control(code);
            return receive();
        }

        Bytes exchange(Bytes command) throws IOException {
            send(command);
            return receive();
        }

        Bytes receive() throws IOException {
            int length =
                    (int) Bytes.adopt(socket.getInputStream().readNBytes(2)).toLong();
            Bytes payload = Bytes.adopt(socket.getInputStream().readNBytes(length));
            if (length == 0 || payload.length() != length) {
                throw new IOException("a frame of " + length + " bytes ended after " + payload.length());
            }
            return payload;
        }

        /** What a single read gives. */
        Bytes receiveOnce() throws IOException {
            byte[] buffer = new byte[1000];
            int length = socket.getInputStream().read(buffer);
            return Bytes.copyOf(buffer, 0, length);
        }

        /** Nothing more will be sent; answers can still be read. */
        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        /** All that comes until the card closes the connection. */
        Bytes receiveUntilEnd() throws IOException {
            return Bytes.adopt(socket.getInputStream().readAllBytes());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
