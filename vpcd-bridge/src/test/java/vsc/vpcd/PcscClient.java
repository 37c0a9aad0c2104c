// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;

/** OpenSC's and pcsc-tools' view of a pcscd: they know nothing of us. */
final class PcscClient {
    private final Path socket;

    PcscClient(Path socket) {
        this.socket = socket;
    }

    /** One line per reader: number, whether it has a card, name. */
    List<String> readers() throws IOException {
        return run("", "opensc-tool", "--list-readers")
                .lines()
                .filter(line -> line.matches("\\d+ .*"))
                .toList();
    }

    boolean hasCard(String reader) throws IOException {
        return readers().stream().anyMatch(line -> line.endsWith(reader) && line.matches("\\d+ +Yes .*"));
    }

    Bytes atr(String reader) throws IOException {
        String output = run("", "opensc-tool", "--reader", reader, "--atr").strip();
        if (!output.matches("[0-9a-f:]+")) {
            throw new IOException(output);
        }
        return Bytes.hex(output.replace(":", ""));
    }

    /** What pcsc-tools' scriptor prints for commands in hexadecimal. */
    String scriptor(String reader, Bytes... commands) throws IOException {
        StringBuilder script = new StringBuilder("reset\n");
        for (Bytes command : commands) {
            script.append(command).append('\n');
        }
        return run(script.toString(), "scriptor", "-r", reader, "-p", "T=1");
    }

    private String run(String input, String... command) throws IOException {
        List<String> bounded = new ArrayList<>(List.of("timeout", "20"));
        bounded.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(bounded).redirectErrorStream(true);
        builder.environment().put(PrivatePcscd.SOCKET_VARIABLE, socket.toString());
        Process process = builder.start();
        try (OutputStream script = process.getOutputStream()) {
            script.write(input.getBytes(StandardCharsets.US_ASCII));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
