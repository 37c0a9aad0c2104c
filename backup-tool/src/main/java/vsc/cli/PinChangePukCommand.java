// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.Pins;
import vsc.manager.SecretName;

/** {@code vsc pin change-puk}. */
@Command(name = "change-puk", description = "Change the PUK.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PUK, SecretName.NEW_PUK})
final class PinChangePukCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    PinChangePukCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Pins(place(card), secrets()).changePuk();
        terminal().done(verb(), Map.of(), "Changed the PUK.%n".formatted());
        return 0;
    }
}
