// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.ShelfOperations;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc delete}. */
@Command(name = "delete", description = "Delete a card for good; its label has to be typed.")
final class DeleteCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--confirm", paramLabel = "LABEL", description = "The label, instead of typing it when asked.")
    private @Nullable String confirmed;

    DeleteCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        new ShelfOperations(shelf()).delete(file, confirmed != null ? confirmed : typed(file));
        terminal().done(verb(), Map.of("file", file.toString()), "Deleted %s.%n".formatted(file));
        return 0;
    }

    private String typed(Path file) throws VscException {
        return prompter()
                .line("The card in %s will be gone for good. Type its label to delete it: ".formatted(file))
                .orElseThrow(() ->
                        new VscException(Failure.NOT_CONFIRMED, "Confirm with --confirm LABEL; nothing was deleted."));
    }
}
