// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this program. */
final class Jvm {
    /** What makes a start fast, as the launcher has it. */
    private static final List<String> STARTING = List.of(
            "-Xshare:",
            "-XX:SharedArchiveFile=",
            "-Xlog:",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private Jvm() {}

    /** Short-lived, with room for the key derivation of an activation password; it starts as fast as this one did. */
    static List<String> shortLived(List<String> arguments) {
        List<String> flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx640m"));
        ours().stream()
                .filter(flag -> STARTING.stream().anyMatch(flag::startsWith))
                .forEach(flags::add);
        return command(flags, arguments);
    }

    /** With the flags that this one has. */
    static List<String> likeThis(List<String> arguments) {
        return command(ours(), arguments);
    }

    private static List<String> ours() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static List<String> command(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
