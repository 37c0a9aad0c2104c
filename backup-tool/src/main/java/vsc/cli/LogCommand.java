// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.file.CardLog;
import vsc.file.LogEntry;
import vsc.manager.CardLifecycle;
import vsc.manager.SecretName;

/** {@code vsc log}. */
@Command(
        name = "log",
        description = {
            "Show when a card was disabled, enabled and sealed, and why.",
            "An entry that is missing or altered is noticed, entries that are missing at the end are not."
        })
@NeedsSecrets(SecretName.PASSWORD)
final class LogCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    LogCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        CardLog log = new CardLifecycle(card(card), secrets()).log();
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (LogEntry entry : log.entries()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            String event = entry.event().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            fields.put("time", entry.time().toString());
            fields.put("event", event);
            fields.put("reason", entry.reason());
            entry.until().ifPresent(end -> fields.put("until", end.toString()));
            fields.put("previous", entry.previous().toString());
            data.add(fields);
            text.append("%s  %s%s%s%n"
                    .formatted(
                            entry.time(),
                            event,
                            entry.until().map(end -> " until " + end).orElse(""),
                            entry.reason().isEmpty() ? "" : ": " + entry.reason()));
        }
        if (data.isEmpty()) {
            terminal().remark("Nothing has happened to this card as a whole.");
        }
        terminal().result(verb(), data, text.toString());
        return 0;
    }
}
