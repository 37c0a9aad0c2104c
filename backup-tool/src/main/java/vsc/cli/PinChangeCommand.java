// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.Pins;
import vsc.manager.SecretName;

/** {@code vsc pin change}. */
@Command(name = "change", description = "Change the PIN.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.NEW_PIN})
final class PinChangeCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    PinChangeCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Pins(place(card), secrets()).changePin();
        terminal().done(verb(), Map.of(), "Changed the PIN.%n".formatted());
        return 0;
    }
}
