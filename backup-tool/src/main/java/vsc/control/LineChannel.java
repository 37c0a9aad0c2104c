// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 over a socket. */
final class LineChannel implements AutoCloseable {
    /** No request or answer is longer; what is, does not come from us. A traced command of full length fits. */
    private static final int MAX_LINE = 1 << 18;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_LINE).limit(0);

    LineChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next line without its end; null at the end of the stream. */
    @Nullable
    String read() throws IOException {
        int scanned = 0;
        while (true) {
            while (scanned < in.remaining()) {
                if (in.get(in.position() + scanned) == '\n') {
                    byte[] line = new byte[scanned];
                    in.get(line).get();
                    return new String(line, StandardCharsets.UTF_8);
                }
                scanned++;
            }
            in.compact();
            boolean ended = !in.hasRemaining() || channel.read(in) < 0;
            in.flip();
            if (ended) {
                return null;
            }
        }
    }

    /** One write for a line, whichever thread it comes from. */
    synchronized void write(String line) throws IOException {
        ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
