// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import vsc.model.VscException;

/** Answers the requests for one plugged card. Only the user who runs this process gets an answer. */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ControlServer.class.getName());

    private final PluggedCard card;
    private final Path socket;
    private final ServerSocketChannel server;
    private final AtomicBoolean listening = new AtomicBoolean(true);
    private final Set<TraceConnection> traces = ConcurrentHashMap.newKeySet();

    private ControlServer(PluggedCard card, Path socket, ServerSocketChannel server) {
        this.card = card;
        this.socket = socket;
        this.server = server;
    }

    /**
     * Serves until closed. A socket that a killed process left behind is replaced: whoever holds the lock of the card's
     * file is its one holder.
     *
     * @param file of the card
     */
    public static ControlServer start(PluggedCard card, Path file) throws IOException {
        Path socket = ControlSocket.of(file);
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        ControlServer control = new ControlServer(card, socket, server);
        control.inBackground(control::accept);
        return control;
    }

    private void accept() throws IOException {
        while (server.isOpen()) {
            SocketChannel peer = server.accept();
            inBackground(() -> serve(peer));
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private void inBackground(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        LOG.log(Level.DEBUG, "a control connection has ended", closed);
                    }
                },
                "control");
        thread.setDaemon(true);
        thread.start();
    }

    /** A connection that has made the card yield puts it back when it ends, however it ends. */
    private void serve(SocketChannel peer) throws IOException {
        try (LineChannel lines = new LineChannel(peer)) {
            if (!isOurUser(peer)) {
                return;
            }
            boolean yielded = false;
            try {
                for (String request = lines.read(); request != null; request = lines.read()) {
                    yielded = answer(lines, request, yielded);
                }
            } finally {
                if (yielded) {
                    resume();
                }
            }
        }
    }

    private static boolean isOurUser(SocketChannel peer) throws IOException {
        return peer.getOption(ExtendedSocketOptions.SO_PEERCRED)
                .user()
                .getName()
                .equals(System.getProperty("user.name"));
    }

    /** Whether the card has yielded afterwards. */
    private boolean answer(LineChannel lines, String request, boolean yielded) throws IOException {
        switch (request) {
            case ControlClient.STATUS -> lines.write(encode(card.status()));
            case ControlClient.EJECT -> {
                stopListening();
                card.eject();
                lines.write(ControlClient.OK);
                traces.forEach(TraceConnection::end);
            }
            case ControlClient.YIELD -> {
                card.yieldFile();
                lines.write(ControlClient.OK);
                return true;
            }
            case ControlClient.RESUME -> {
                String problem = resume();
                lines.write(problem == null ? ControlClient.OK : problem);
                return false;
            }
            case ControlClient.TRACE -> trace(lines);
            default -> lines.write("unknown request");
        }
        return yielded;
    }

    private @Nullable String resume() {
        try {
            card.resume();
            return null;
        } catch (VscException e) {
            LOG.log(Level.WARNING, e.getMessage());
            return e.getMessage();
        }
    }

    /** Until the other side closes the connection, or the card is out for good. */
    private void trace(LineChannel lines) throws IOException {
        TraceConnection trace = new TraceConnection(lines);
        Runnable stop = card.trace(trace::add);
        traces.add(trace);
        inBackground(trace::forward);
        try {
            lines.read();
        } finally {
            traces.remove(trace);
            stop.run();
            trace.end();
        }
    }

    private static String encode(Map<String, String> status) {
        return status.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\t"));
    }

    /** Before the file is given free: the next holder of the card puts its socket into the same place. */
    private void stopListening() {
        if (listening.compareAndSet(true, false)) {
            try {
                server.close();
                Files.deleteIfExists(socket);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing the control socket", e);
            }
        }
    }

    @Override
    public void close() {
        stopListening();
        traces.forEach(TraceConnection::end);
    }
}
