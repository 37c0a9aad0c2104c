// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.ShelfOperations;

/** {@code vsc export}. */
@Command(name = "export", description = "Write a copy of a card's file.")
final class ExportCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to; nothing is replaced.")
    private Path output = Path.of("");

    ExportCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path copy = ShelfOperations.copy(card(card), output);
        terminal().done(verb(), Map.of("file", copy.toString()), "Exported the card to %s.%n".formatted(copy));
        return 0;
    }
}
