// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.model.VscException;

/** {@code vsc list}. */
@Command(name = "list", aliases = "ls", description = "List the virtual smart cards on the shelf.")
final class ListCommand extends VscCommand {
    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws Exception {
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Path file : shelf().files()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            try {
                CardInfo info = VirtualCards.inspect(file);
                entry.put("label", info.label());
                entry.put("profile", info.profile());
                entry.put("state", info.state());
                entry.put("testCard", info.testCard());
                entry.put("id", info.id());
                text.append("%-24s %-8s %-10s %s%n"
                        .formatted(
                                info.label(),
                                info.profile(),
                                info.testCard() ? "test card" : info.state(),
                                file));
            } catch (VscException e) {
                entry.put("error", e.failure().code());
                text.append("%-24s %s [%s]%n".formatted(file.getFileName(), e.getMessage(), e.failure().code()));
            }
            entry.put("file", file.toString());
            data.add(entry);
        }
        if (data.isEmpty()) {
            terminal.remark("No cards in " + shelf().folder() + "; make one with: vsc create LABEL");
        }
        terminal.result(verb(), data, text.toString());
        return 0;
    }
}
