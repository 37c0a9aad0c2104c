// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.manager.Keys;
import vsc.manager.SecretName;

/** {@code vsc key list}. */
@Command(name = "list", description = "List the keys of a card and the certificates beside them.")
@NeedsSecrets(SecretName.PASSWORD)
final class KeyListCommand extends VscCommand {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    KeyListCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Keys.Entry entry : new Keys(place(card), secrets()).list()) {
            Map<String, Object> row = new LinkedHashMap<>();
            String id = entry.key().reference().toString();
            String algorithm = KeyAlgorithmOption.name(entry.key().type());
            row.put("id", id);
            row.put("algorithm", algorithm);
            entry.certificateSubject().ifPresent(subject -> row.put("certificate", subject));
            text.append("%-4s %-8s %s%n"
                    .formatted(id, algorithm, entry.certificateSubject().orElse("no certificate")));
            data.add(row);
        }
        terminal().result(verb(), data, text.toString());
        return 0;
    }
}
