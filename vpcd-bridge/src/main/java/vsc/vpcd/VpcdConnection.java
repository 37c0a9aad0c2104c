// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import vsc.iso.Bytes;

/**
 * One TCP connection to one slot of vpcd on this machine. A frame is a length of two bytes and that many bytes. One thread
 * reads and writes; {@link #close} may come from any.
 */
final class VpcdConnection implements AutoCloseable {
    /** The longest payload that the two length bytes can announce. */
    static final int MAX_PAYLOAD = 0xFFFF;

    private static final int HEADER = 2;

    /** What most cards ever need: a process may have many of them. */
    private static final int USUAL = 4096;

    private final SocketChannel channel;
    private final boolean quickAck;
    private ByteBuffer in = ByteBuffer.allocate(USUAL).limit(0);
    private ByteBuffer out = ByteBuffer.allocate(USUAL);

    /** Not yet connected. */
    VpcdConnection() throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.INET);
        quickAck = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * @throws ConnectException if nothing listens on {@code port}
     * @throws SocketTimeoutException if the queue of a listener is full: vpcd queues one peer behind the card it has
     */
    void connect(int port, Duration limit) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.socket().connect(loopback(port), (int) limit.toMillis());
        // While nothing listens, the system may choose the very port as ours and connect the socket to itself.
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new ConnectException("connected to itself");
        }
    }

    /** A connection to a listener of our own, with one frame in each direction. */
    static void rehearse() {
        try (ServerSocketChannel vpcd = ServerSocketChannel.open(StandardProtocolFamily.INET);
                VpcdConnection card = new VpcdConnection()) {
            vpcd.bind(loopback(0));
            card.connect(vpcd.socket().getLocalPort(), Duration.ofSeconds(1));
            try (SocketChannel accepted = vpcd.accept()) {
                accepted.write(ByteBuffer.wrap(new byte[] {0, 1, 0}));
                card.awaitData(Duration.ofSeconds(1));
                card.write(card.read());
            }
        } catch (IOException unusual) {
            // What is wrong with sockets here will be told when one is needed.
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** Whether the peer has sent anything within {@code limit}; to be asked before the first {@link #read}. */
    boolean awaitData(Duration limit) throws IOException {
        acknowledgeAtOnce();
        channel.socket().setSoTimeout((int) limit.toMillis());
        try {
            int n = channel.socket().getInputStream().read(in.array());
            if (n < 0) {
                throw new EOFException();
            }
            in.limit(n);
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    /**
     * The payload of the next frame, 1 to 65535 bytes.
     *
     * @throws EOFException if the peer has closed the connection
     * @throws ProtocolException if the frame is empty: vpcd never sends such a one
     */
    Bytes read() throws IOException {
        fill(HEADER);
        int length = in.getShort() & 0xFFFF;
        if (length == 0) {
            throw new ProtocolException("empty frame");
        }
        fill(length);
        byte[] payload = new byte[length];
        in.get(payload);
        return Bytes.adopt(payload);
    }

    /** Reads until at least {@code length} bytes are there: header and payload usually come with one call. */
    private void fill(int length) throws IOException {
        if (in.remaining() >= length) {
            return;
        }
        in = in.capacity() >= length ? in.compact() : longest().put(in);
        while (in.position() < length) {
            acknowledgeAtOnce();
            if (channel.read(in) < 0) {
                throw new EOFException();
            }
        }
        in.flip();
    }

    /**
     * vpcd may send length and payload apart with Nagle's algorithm on: the payload then waits for our acknowledgement of
     * the length, which the system would delay by 40 ms. The option does not last, so it precedes every read.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (quickAck) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /**
     * Sends one frame with one write.
     *
     * @throws ProtocolException if {@code payload} is empty or longer than 65535 bytes; nothing is sent then
     */
    void write(Bytes payload) throws IOException {
        int length = payload.length();
        if (length == 0 || length > MAX_PAYLOAD) {
            throw new ProtocolException("a frame cannot hold " + length + " bytes");
        }
        if (out.capacity() < HEADER + length) {
            out = longest();
        }
        out.clear().putShort((short) length);
        payload.copyTo(out.array(), HEADER);
        out.position(0).limit(HEADER + length);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static ByteBuffer longest() {
        return ByteBuffer.allocate(HEADER + MAX_PAYLOAD);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
