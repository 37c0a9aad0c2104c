// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of this machine, as far as Linux lets us see them in /proc. */
final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /**
     * A process.
     *
     * @param program its name
     * @param arguments its command line
     */
    record Owner(long pid, String program, List<String> arguments) {
        static Optional<Owner> of(Path process) {
            try {
                String program = Files.readString(process.resolve("comm")).strip();
                String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                return Optional.of(new Owner(
                        Long.parseLong(process.getFileName().toString()), program, List.of(line.split("\0"))));
            } catch (IOException gone) {
                return Optional.empty();
            }
        }

        /** {@code pcscd (process 17)}. */
        @Override
        public String toString() {
            return "%s (process %d)".formatted(program, pid);
        }
    }

    /** All processes of that name. */
    static List<Owner> named(String program) {
        return all().map(Owner::of)
                .flatMap(Optional::stream)
                .filter(owner -> owner.program.equals(program))
                .toList();
    }

    /** The process that has a socket open, if it is ours or we are root. */
    static Optional<Owner> ownerOf(long inode) {
        String link = "socket:[" + inode + "]";
        return all().filter(process -> hasOpen(process, link)).findFirst().flatMap(Owner::of);
    }

    private static Stream<Path> all() {
        return list(PROC, "[0-9]*").stream();
    }

    private static boolean hasOpen(Path process, String link) {
        return list(process.resolve("fd"), "*").stream().anyMatch(descriptor -> leadsTo(descriptor, link));
    }

    private static boolean leadsTo(Path descriptor, String link) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(link);
        } catch (IOException closed) {
            return false;
        }
    }

    /** Nothing where we may not look. */
    private static List<Path> list(Path folder, String names) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
            entries.forEach(found::add);
        } catch (IOException hidden) {
            return List.of();
        }
        return found;
    }

    /**
     * The file that a process has mapped, by a part of its name.
     *
     * @param maps /proc/PID/maps
     */
    static Optional<Path> mapped(Path maps, String name) {
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("/" + name))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        } catch (IOException hidden) {
            return Optional.empty();
        }
    }
}
