// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.CardObjects;
import vsc.manager.SecretName;

/** {@code vsc object list}. */
@Command(name = "list", description = "List the objects of a card; of protected ones only the PIN tells.")
@NeedsSecrets(SecretName.PASSWORD)
final class ObjectListCommand extends VscCommand {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    ObjectListCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (CardObjects.Entry entry : new CardObjects(place(card), secrets()).list()) {
            String tag = Integer.toHexString(entry.object().tag());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", entry.object().name());
            row.put("tag", tag);
            row.put("protected", entry.object().pinToRead());
            row.put("certain", entry.certain());
            data.add(row);
            text.append("%-6s %-15s %s%n"
                    .formatted(tag, entry.object().name(), entry.certain() ? "" : "protected by the PIN")
                    .stripTrailing());
            text.append(System.lineSeparator());
        }
        terminal().result(verb(), Map.of("objects", data), text.toString());
        return 0;
    }
}
