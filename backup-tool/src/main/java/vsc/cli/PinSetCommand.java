// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.Recovery;
import vsc.manager.SecretName;

/** {@code vsc pin set}. */
@Command(
        name = "set",
        description = "Set a PIN that nobody knows any more, with recovery shares or a certificate for recovery.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.NEW_PIN, SecretName.NEW_PUK})
final class PinSetCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--puk", description = "The PUK instead of the PIN.")
    private boolean puk;

    PinSetCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Recovery(card(card), secrets()).resetPin(puk);
        terminal().done(verb(), Map.of("puk", puk), "Set the %s.%n".formatted(puk ? "PUK" : "PIN"));
        return 0;
    }
}
