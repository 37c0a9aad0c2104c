// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.ShelfOperations;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc import}. */
@Command(name = "import", description = "Put a copy of a card's file onto the shelf.")
final class ImportCommand extends VscCommand {
    @Parameters(paramLabel = "FILE", description = "A .vsc file.")
    private Path file = Path.of("");

    ImportCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new VscException(Failure.FILE_NOT_FOUND, "There is no file " + file + ".");
        }
        Path copy = new ShelfOperations(shelf()).importFile(file);
        terminal().done(verb(), Map.of("file", copy.toString()), "Imported the card to %s.%n".formatted(copy));
        return 0;
    }
}
