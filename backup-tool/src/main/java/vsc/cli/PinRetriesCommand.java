// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.Pins;
import vsc.manager.SecretName;

/** {@code vsc pin retries}. */
@Command(
        name = "retries",
        description = "Set the numbers of tries; PIN and PUK become 123456 and 12345678, as on a YubiKey.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.MANAGEMENT_KEY})
final class PinRetriesCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--pin-tries", required = true, paramLabel = "N", description = "1 to 255.")
    private int pinTries;

    @Option(names = "--puk-tries", required = true, paramLabel = "N", description = "1 to 255.")
    private int pukTries;

    PinRetriesCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Pins(place(card), secrets()).setRetries(pinTries, pukTries);
        terminal()
                .done(
                        verb(),
                        Map.of("pinTries", pinTries, "pukTries", pukTries),
                        "Set %d tries for the PIN and %d for the PUK, which are the well-known ones now.%n"
                                .formatted(pinTries, pukTries));
        return 0;
    }
}
