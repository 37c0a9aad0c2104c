// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vsc.model.Failure;
import vsc.model.VscException;

/** A folder of our own for as long as other programs need files; nothing secret lies in it. */
record ScratchFolder(Path path) implements AutoCloseable {
    static ScratchFolder make() throws VscException {
        try {
            return new ScratchFolder(Files.createTempDirectory("vsc-"));
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "No temporary folder can be made.", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            System.getLogger(ScratchFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "a temporary folder stays behind: " + path, e);
        }
    }
}
