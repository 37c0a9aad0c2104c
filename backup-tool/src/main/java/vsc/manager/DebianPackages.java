// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** What Debian's package manager knows. */
final class DebianPackages {
    private static final Path STATUS = Path.of("/var/lib/dpkg/status");
    private static final String VERSION = "Version: ";

    private DebianPackages() {}

    /** {@code " 1.9.9-2"}, with the blank, or nothing where it is not installed as a package. */
    static String version(String name) {
        try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
            Iterator<String> fields = lines.dropWhile(line -> !line.equals("Package: " + name))
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.startsWith(VERSION))
                    .iterator();
            return fields.hasNext() ? " " + fields.next().substring(VERSION.length()) : "";
        } catch (IOException absent) {
            return "";
        }
    }
}
