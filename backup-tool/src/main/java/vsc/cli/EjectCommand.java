// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.control.ControlClient;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc eject}. */
@Command(name = "eject", aliases = "unplug", description = "Take a card out of the virtual reader.")
final class EjectCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    EjectCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        try (ControlClient holder = ControlClient.connect(file)
                .orElseThrow(() -> new VscException(Failure.NOT_PLUGGED, "This card is in no reader."))) {
            holder.eject();
        }
        terminal().done(verb(), Map.of(), "Ejected the card.%n".formatted());
        return 0;
    }
}
