// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.iso.ResponseApdu;
import vsc.manager.SecretName;
import vsc.manager.SendApdus;

/** {@code vsc apdu}. */
@Command(name = "apdu", description = "Send raw commands to a card, in one session.")
@NeedsSecrets(SecretName.PASSWORD)
final class ApduCommand extends VscCommand {
    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "HEX", description = "Command APDUs.")
    private List<String> commands = new ArrayList<>();

    ApduCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, String>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (ResponseApdu answer : SendApdus.send(place(card), commands, secrets())) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("data", answer.data().toString());
            entry.put("sw", "%04X".formatted(answer.sw().value()));
            data.add(entry);
            String separator = answer.data().isEmpty() ? "" : " ";
            text.append(answer.data()).append(separator).append(answer.sw()).append(System.lineSeparator());
        }
        terminal().result(verb(), data, text.toString());
        return 0;
    }
}
