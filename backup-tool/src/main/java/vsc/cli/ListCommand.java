// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.iso.Atr;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.pcsc.PcscContext;
import vsc.pcsc.PcscContext.Reader;

/** {@code vsc list}. */
@Command(name = "list", aliases = "ls", description = "List the virtual smart cards on the shelf.")
final class ListCommand extends VscCommand {
    private static final Duration WATCH = Duration.ofMinutes(1);

    ListCommand(GlobalOptions options) {
        super(options);
    }

    @Option(names = "--readers", description = "List the smart card readers of this machine instead.")
    private boolean readers;

    @Option(names = "--cards", description = "List the cards in readers instead.")
    private boolean cards;

    @Option(names = "--watch", description = "With these: list them again whenever a card or reader comes or goes.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        if (watch && !readers && !cards) {
            throw new VscException(Failure.USAGE, "--watch goes with --readers or --cards.");
        }
        if (readers || cards) {
            listReaders();
        } else {
            listShelf();
        }
        return 0;
    }

    private void listReaders() throws VscException {
        try (PcscContext context = PcscContext.establish()) {
            List<Reader> known = shown(context.readers());
            report(known);
            while (watch) {
                List<Reader> now = shown(context.awaitChange(context.readers(), WATCH));
                if (!now.equals(known)) {
                    report(now);
                    known = now;
                }
            }
        }
    }

    private List<Reader> shown(List<Reader> all) {
        return all.stream().filter(reader -> !cards || reader.atr().isPresent()).toList();
    }

    private void report(List<Reader> found) {
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Reader reader : found) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("reader", reader.name());
            reader.atr().ifPresent(atr -> entry.put("atr", atr.toString()));
            entry.put("inUse", reader.inUse());
            data.add(entry);
            text.append("%-40s %s%s%n"
                    .formatted(
                            reader.name(),
                            reader.atr().map(Atr::toString).orElse("no card"),
                            reader.inUse() ? " (in exclusive use)" : ""));
        }
        if (found.isEmpty()) {
            terminal().remark(cards ? "No card is in a reader." : "There is no reader.");
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
