// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.Pins;
import vsc.manager.SecretName;
import vsc.model.PinState;

/** {@code vsc pin status}. */
@Command(name = "status", description = "Show how many tries PIN and PUK have left.")
@NeedsSecrets(SecretName.PASSWORD)
final class PinStatusCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    PinStatusCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Pins.State state = new Pins(place(card), secrets()).state();
        Map<String, Object> data = new LinkedHashMap<>();
        String text = line("PIN", state.pin(), data) + line("PUK", state.puk(), data);
        terminal().result(verb(), data, text);
        return 0;
    }

    private static String line(String name, Optional<PinState> state, Map<String, Object> data) {
        if (state.isEmpty()) {
            return "%s  unknown%n".formatted(name);
        }
        data.put(
                name.toLowerCase(Locale.ROOT),
                Map.of(
                        "triesLeft", state.get().triesLeft(),
                        "maxTries", state.get().maxTries()));
        return "%s  %d of %d tries left%n"
                .formatted(name, state.get().triesLeft(), state.get().maxTries());
    }
}
