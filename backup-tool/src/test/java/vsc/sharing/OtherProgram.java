// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vsc.vpcd.PrivatePcscd;

/** Another process that uses a card through a private pcscd. */
final class OtherProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherProgram(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.US_ASCII);
    }

    static OtherProgram start(PrivatePcscd service, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dsun.security.smartcardio.library=" + library(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PrivatePcscd.SOCKET_VARIABLE, service.socket().toString());
        return new OtherProgram(builder.start());
    }

    /** Java looks for the library by a name that only its development package has. */
    private static Path library() throws IOException {
        try (var found = Files.find(Path.of("/usr/lib"), 2, (path, attributes) -> path.endsWith("libpcsclite.so.1"))) {
            return found.findFirst().orElseThrow(() -> new IOException("libpcsclite1 is not installed"));
        }
    }

    /** One line of input, and what it says to that. */
    String ask(String line) throws IOException {
        tell(line);
        return answer();
    }

    void tell(String line) throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII)
                .append(line)
                .append('\n')
                .flush();
    }

    String answer() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the program has ended");
        }
        return line;
    }

    /** All that it says until it ends by itself. */
    String untilEnd() throws IOException {
        return output.lines().collect(Collectors.joining("\n"));
    }

    int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    /** By SIGKILL, whatever it is doing. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
