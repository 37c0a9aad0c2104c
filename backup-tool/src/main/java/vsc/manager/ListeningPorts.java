// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who listens where on this machine and who is connected, as Linux tells it in /proc/net/tcp. */
final class ListeningPorts {
    /** Local and remote address and port, and state, in hexadecimal; then user and inode. */
    private static final Pattern ROW = Pattern.compile("\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4})"
            + " ([0-9A-F]{2}) \\S+ \\S+ \\S+\\s+(\\d+)\\s+\\d+ (\\d+) .*");

    private static final String LISTEN = "0A";
    private static final String ESTABLISHED = "01";

    /** 127.0.0.0/8 in the byte order of the table, also as it stands in an IPv6 address, and ::1. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(0{16}F{4}0{4}|0{16}0000FFFF)?[0-9A-F]{6}7F|0{24}01000000");

    /**
     * One end of a connection, or the end of one to come.
     *
     * @param loopback whether its own address is one that no other machine reaches
     * @param user number of the user it belongs to
     * @param inode 0 while nobody has accepted it
     */
    record Socket(boolean loopback, int port, int remotePort, String state, int user, long inode) {
        /** Nothing if it belongs to another user, and we are not root. */
        Optional<Processes.Owner> owner() {
            return Processes.ownerOf(inode);
        }

        /** The program, or at least the user. */
        String who() {
            return owner().map(Processes.Owner::toString).orElse("a program of user " + user);
        }
    }

    private final List<Socket> sockets;

    private ListeningPorts(List<Socket> sockets) {
        this.sockets = sockets;
    }

    static ListeningPorts read() {
        return parse(Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> rows(table).stream())
                .toList());
    }

    /** Another system than Linux has neither table, and a Linux without IPv6 has one. */
    private static List<String> rows(String table) {
        try {
            return Files.readAllLines(Path.of(table));
        } catch (IOException absent) {
            return List.of();
        }
    }

    static ListeningPorts parse(List<String> rows) {
        List<Socket> sockets = new ArrayList<>();
        for (String line : rows) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                sockets.add(new Socket(
                        LOOPBACK.matcher(row.group(1)).matches(),
                        Integer.parseInt(row.group(2), 16),
                        Integer.parseInt(row.group(3), 16),
                        row.group(4),
                        Integer.parseInt(row.group(5)),
                        Long.parseLong(row.group(6))));
            }
        }
        return new ListeningPorts(List.copyOf(sockets));
    }

    /** The sockets that are open for connections to a port. */
    List<Socket> listening(int port) {
        return sockets.stream()
                .filter(socket -> socket.port == port && socket.state.equals(LISTEN))
                .toList();
    }

    /** The far end of the connection that was accepted at a port, as a card in a slot of the virtual reader has one. */
    Optional<Socket> peer(int port) {
        return sockets.stream()
                .filter(socket -> socket.port == port && socket.state.equals(ESTABLISHED) && socket.inode != 0)
                .findFirst()
                .map(near -> sockets.stream()
                        .filter(far -> far.port == near.remotePort && far.remotePort == port)
                        .findFirst()
                        .orElse(near));
    }
}
