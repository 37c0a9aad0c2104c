// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.CardSlots;
import vsc.manager.SecretName;

/** {@code vsc slot remove}. */
@Command(
        name = "remove",
        description = "Remove something that the card is opened with. It still opens older copies: see vsc rekey.")
@NeedsSecrets(SecretName.PASSWORD)
final class SlotRemoveCommand extends VscCommand {
    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "As `vsc slot list` shows it.")
    private int number;

    SlotRemoveCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new CardSlots(card(card), secrets(), false).remove(number);
        terminal().done(verb(), Map.of("number", number), "Removed slot %d.%n".formatted(number));
        return 0;
    }
}
