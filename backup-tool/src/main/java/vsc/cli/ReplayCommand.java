// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.ReplayDialogue;
import vsc.manager.SecretName;

/** {@code vsc replay}. */
@Command(
        name = "replay",
        description = "Say to a card what a trace says, and compare the answers; random parts of them may differ.")
@NeedsSecrets(SecretName.PASSWORD)
final class ReplayCommand extends VscCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "A dialogue, such as vsc trace writes.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "CARD", description = "The card, as it was before the trace.")
    private String card = "";

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "Lines of a name in the dialogue and its value: hexadecimal, or text in quotation marks.")
    private @Nullable Path values;

    @Option(names = "--ephemeral", description = "Use a copy of the card that is thrown away.")
    private boolean ephemeral;

    ReplayCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        int commands = new ReplayDialogue(secrets(), values, ephemeral).run(file, card(card));
        terminal()
                .done(
                        verb(),
                        Map.of("commands", commands),
                        "The card answers all %d commands as the dialogue says.%n".formatted(commands));
        return 0;
    }
}
