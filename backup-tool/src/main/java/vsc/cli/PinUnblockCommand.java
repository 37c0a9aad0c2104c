// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.Pins;
import vsc.manager.SecretName;

/** {@code vsc pin unblock}. */
@Command(name = "unblock", description = "Set a new PIN with the PUK.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PUK, SecretName.NEW_PIN})
final class PinUnblockCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    PinUnblockCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Pins(place(card), secrets()).unblock();
        terminal().done(verb(), Map.of(), "Set the new PIN; all its tries are back.%n".formatted());
        return 0;
    }
}
