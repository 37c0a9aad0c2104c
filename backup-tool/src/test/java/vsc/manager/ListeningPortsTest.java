// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.manager.ListeningPorts.Socket;

class ListeningPortsTest {
    private static String row(String local, String remote, String state, int user, long inode) {
        return "   1: %s %s %s 00000000:00000000 00:00000000 00000000  %d        0 %d 1 0000000000000000 100 0 0 10 0"
                .formatted(local, remote, state, user, inode);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, false",
        "0100007F, true",
        "3201007F, true",
        "0A00A8C0, false",
        "00000000000000000000000000000000, false",
        "00000000000000000000000001000000, true",
        "0000000000000000FFFF00000100007F, true",
        "0000000000000000FFFF00000A00A8C0, false"
    })
    void onlyLoopbackIsOutOfReach(String address, boolean loopback) {
        ListeningPorts ports = ListeningPorts.parse(List.of(row(address + ":8C7B", "00000000:0000", "0A", 0, 5)));
        assertEquals(
                List.of(loopback),
                ports.listening(35963).stream().map(Socket::loopback).toList());
        assertTrue(ports.listening(35964).isEmpty());
    }

    @Test
    void thePeerIsTheFarEndOfWhatWasAccepted() {
        ListeningPorts ports = ListeningPorts.parse(List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                row("00000000:8C7B", "00000000:0000", "0A", 0, 5),
                row("0100007F:A000", "0100007F:8C7B", "01", 1000, 6),
                row("0100007F:8C7B", "0100007F:A001", "01", 0, 0),
                row("0100007F:A001", "0100007F:8C7B", "01", 1001, 7),
                row("0100007F:8C7B", "0100007F:A000", "01", 0, 8)));
        assertEquals(Optional.of(1000), ports.peer(35963).map(Socket::user));
        assertEquals(Optional.empty(), ports.peer(35964));
    }
}
