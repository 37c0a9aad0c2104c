// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.iso.Atr;
import vsc.model.VscException;
import vsc.pcsc.PcscContext;

/** {@code vsc list}. */
@Command(name = "list", aliases = "ls", description = "List the virtual smart cards on the shelf.")
final class ListCommand extends VscCommand {
    ListCommand(GlobalOptions options) {
        super(options);
    }

    @Option(names = "--readers", description = "List the smart card readers of this machine instead.")
    private boolean readers;

    @Override
    public Integer call() throws Exception {
        if (readers) {
            listReaders();
        } else {
            listShelf();
        }
        return 0;
    }

    private void listReaders() throws VscException {
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try (PcscContext context = PcscContext.establish()) {
            for (PcscContext.Reader reader : context.readers()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("reader", reader.name());
                reader.atr().ifPresent(atr -> entry.put("atr", atr.toString()));
                data.add(entry);
                text.append("%-40s %s%n"
                        .formatted(
                                reader.name(), reader.atr().map(Atr::toString).orElse("no card")));
            }
        }
        terminal().result(verb(), data, text.toString());
    }

    private void listShelf() throws VscException {
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
                Map<String, String> plugged = LiveState.of(file);
                entry.put("plugged", plugged);
                text.append("%-24s %-8s %-10s %-10s %s%n"
                        .formatted(
                                info.label(),
                                info.profile(),
                                info.state().equals("test") ? "test card" : info.state(),
                                plugged.getOrDefault("status", "-"),
                                file));
            } catch (VscException e) {
                entry.put("error", e.failure().code());
                text.append("%-24s %s [%s]%n"
                        .formatted(
                                file.getFileName(), e.getMessage(), e.failure().code()));
            }
            entry.put("file", file.toString());
            data.add(entry);
        }
        if (data.isEmpty()) {
            terminal().remark("No cards in " + shelf().folder() + "; make one with: vsc create LABEL");
        }
        terminal().result(verb(), data, text.toString());
    }
}
