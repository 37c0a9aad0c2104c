// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this program. */
final class Jvm {
    private Jvm() {}

    /** Short-lived, with room for the key derivation of an activation password. */
    static List<String> shortLived(List<String> arguments) {
        return command(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx640m"), arguments);
    }

    /** With the flags that this one has. */
    static List<String> likeThis(List<String> arguments) {
        return command(ManagementFactory.getRuntimeMXBean().getInputArguments(), arguments);
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
