// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.CardLifecycle;
import vsc.manager.SecretName;

/** {@code vsc disable}. */
@Command(
        name = "disable",
        description = {
            "Take a card out of use: it is ejected, and cannot be plugged in until it is enabled.",
            "Copies of the file that were made before are not disabled."
        })
@NeedsSecrets(SecretName.PASSWORD)
final class DisableCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log of the card.")
    private String reason = "";

    DisableCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        boolean ejected = new CardLifecycle(card(card), secrets()).disable(reason);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", "disabled");
        data.put("ejected", ejected);
        terminal()
                .done(
                        verb(),
                        data,
                        "The card is disabled%s.%n".formatted(ejected ? " and was taken out of its reader" : ""));
        return 0;
    }
}
