// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.card.VirtualCards;
import vsc.manager.CardLifecycle;
import vsc.manager.SecretName;

/** {@code vsc enable}. */
@Command(name = "enable", description = "Put a disabled card into use again, for good or until a certain time.")
@NeedsSecrets(SecretName.PASSWORD)
final class EnableCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log of the card.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = {
                "When the card ejects itself and is disabled again: 2030-01-31T18:00, the same",
                "with Z or an offset, 2030-01-31, or +90s, +30m, +12h, +7d from now."
            })
    private @Nullable String until;

    EnableCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Optional<Instant> end = until == null ? Optional.empty() : Optional.of(EndTime.parse(until));
        Path file = card(card);
        new CardLifecycle(file, secrets()).enable(reason, end);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", VirtualCards.inspect(file).state());
        end.ifPresent(time -> data.put("enabledUntil", time.toString()));
        terminal()
                .done(
                        verb(),
                        data,
                        "The card is enabled%s.%n"
                                .formatted(end.map(time -> " until " + time).orElse("")));
        return 0;
    }
}
