// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vsc.model.Failure;
import vsc.model.VscException;

/** A connection to the process that holds a plugged card. */
public final class ControlClient implements AutoCloseable {
    static final String STATUS = "status";
    static final String EJECT = "eject";
    static final String YIELD = "yield";
    static final String RESUME = "resume";
    static final String TRACE = "trace";
    static final String OK = "ok";

    private final LineChannel lines;

    private ControlClient(LineChannel lines) {
        this.lines = lines;
    }

    /** Nothing if the card in {@code file} is not plugged in. */
    public static Optional<ControlClient> connect(Path file) {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.of(file)));
            return Optional.of(new ControlClient(new LineChannel(channel)));
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    /** As {@link PluggedCard#status}. */
    public Map<String, String> status() throws VscException {
        Map<String, String> status = new LinkedHashMap<>();
        Pattern.compile("\t").splitAsStream(ask(STATUS)).forEach(field -> {
            int equals = field.indexOf('=');
            if (equals > 0) {
                status.put(field.substring(0, equals), field.substring(equals + 1));
            }
        });
        return status;
    }

    public void eject() throws VscException {
        require(ask(EJECT));
    }

    /** The card is out, and its file free, until {@link #resume} or until this connection ends. */
    public void yieldFile() throws VscException {
        require(ask(YIELD));
    }

    /** The card is back. */
    public void resume() throws VscException {
        require(ask(RESUME));
    }

    /** Hands every line of the trace to {@code listener}, until the card is gone for good. */
    public void trace(Consumer<String> listener) throws VscException {
        try {
            lines.write(TRACE);
            for (String line = lines.read(); line != null; line = lines.read()) {
                listener.accept(line);
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private String ask(String request) throws VscException {
        try {
            lines.write(request);
            String answer = lines.read();
            if (answer == null) {
                throw gone(null);
            }
            return answer;
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private static void require(String answer) throws VscException {
        if (!answer.equals(OK)) {
            throw new VscException(Failure.CARD_REFUSED, answer);
        }
    }

    private static VscException gone(@Nullable Exception cause) {
        return new VscException(Failure.CARD_REMOVED, "The process that held the card has ended.", cause);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
