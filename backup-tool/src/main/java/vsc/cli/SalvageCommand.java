// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.CheckFile;
import vsc.manager.SecretName;

/** {@code vsc salvage}. */
@Command(
        name = "salvage",
        description = {
            "Make a new file of what can be saved of a damaged one, and say what cannot.",
            "The damaged file stays as it is."
        })
@NeedsSecrets(SecretName.PASSWORD)
final class SalvageCommand extends VscCommand {
    @Parameters(paramLabel = "FILE|CARD", description = "The damaged file.")
    private String card = "";

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to; nothing is replaced.")
    private Path output = Path.of("");

    SalvageCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<String> dropped = CheckFile.salvage(fileOrCard(card), output, secrets());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("file", output.toString());
        data.put("dropped", dropped);
        StringBuilder text = new StringBuilder("Saved to %s.%n".formatted(output));
        if (dropped.isEmpty()) {
            text.append("Nothing had to be dropped.%n".formatted());
        }
        dropped.forEach(line -> text.append("Dropped: %s.%n".formatted(line)));
        terminal().result(verb(), data, text.toString());
        return 0;
    }
}
