// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.SecretName;
import vsc.manager.ShelfOperations;

/** {@code vsc rename}. */
@Command(name = "rename", description = "Give a card another label.")
@NeedsSecrets(SecretName.PASSWORD)
final class RenameCommand extends VscCommand {
    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "Its new label.")
    private String label = "";

    RenameCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = new ShelfOperations(shelf()).rename(card(card), label, secrets());
        terminal()
                .done(
                        verb(),
                        Map.of("label", label, "file", file.toString()),
                        "The card is \"%s\" now.%n".formatted(label));
        return 0;
    }
}
