// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.Recovery;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.manager.TypedShares;

/** {@code vsc recovery combine}. */
@Command(
        name = "combine",
        description = {
            "Open a card with recovery shares and give it a new password in the place of",
            "those it has. Shares that are not in files are asked for."
        })
@NeedsSecrets({SecretName.PASSWORD, SecretName.NEW_PASSWORD})
final class RecoveryCombineCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--allow-weak", description = "Take a password that is easily guessed.")
    private boolean allowWeak;

    RecoveryCombineCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        SecretSource secrets = TypedShares.unlessPresented(secrets(), file);
        ShownOnce.of(new Recovery(file, secrets).resetPassword(allowWeak))
                .report(
                        terminal(),
                        verb(),
                        Map.of(),
                        "The card has a new password. For a lost PIN there is `vsc pin set`.%n".formatted());
        return 0;
    }
}
