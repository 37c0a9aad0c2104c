// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who listens where on this machine, as Linux tells it in /proc/net/tcp. */
final class ListeningPorts {
    /** Local address and port, remote address, and state: all hexadecimal. */
    private static final Pattern ROW = Pattern.compile("\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) \\S+ ([0-9A-F]{2}) .*");

    private static final String LISTEN = "0A";
    private static final String ESTABLISHED = "01";

    /** On which addresses a port is open. */
    enum Listener {
        NONE,
        LOOPBACK,
        EVERYWHERE
    }

    private record Socket(boolean everywhere, int port, String state) {}

    private final List<Socket> sockets;

    private ListeningPorts(List<Socket> sockets) {
        this.sockets = sockets;
    }

    static ListeningPorts read() {
        List<Socket> sockets = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    Matcher row = ROW.matcher(line);
                    if (row.matches()) {
                        boolean everywhere = row.group(1).chars().allMatch(digit -> digit == '0');
                        sockets.add(new Socket(everywhere, Integer.parseInt(row.group(2), 16), row.group(3)));
                    }
                }
            } catch (IOException notLinux) {
                return new ListeningPorts(List.of());
            }
        }
        return new ListeningPorts(sockets);
    }

    Listener at(int port) {
        List<Socket> listening = sockets.stream()
                .filter(socket -> socket.port == port && socket.state.equals(LISTEN))
                .toList();
        if (listening.isEmpty()) {
            return Listener.NONE;
        }
        return listening.stream().anyMatch(Socket::everywhere) ? Listener.EVERYWHERE : Listener.LOOPBACK;
    }

    /** Whether somebody is connected to the port, as a card in a slot of the virtual reader is. */
    boolean isConnected(int port) {
        return sockets.stream().anyMatch(socket -> socket.port == port && socket.state.equals(ESTABLISHED));
    }
}
