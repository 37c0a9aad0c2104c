// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.InsertCards;
import vsc.manager.RunWithCards;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.vpcd.VirtualReader;

/** {@code vsc insert}. */
@Command(name = "insert", aliases = "plug", description = "Plug cards into the virtual reader until Ctrl-C.")
@NeedsSecrets(SecretName.PASSWORD)
final class InsertCommand extends VscCommand {
    @Parameters(arity = "1..*", paramLabel = "CARD", description = "One or more cards.")
    private List<String> cards = new ArrayList<>();

    @Option(
            names = "--slot",
            paramLabel = "N",
            description = "The slot of the first card, 0 or 1; otherwise a free one.")
    private @Nullable Integer slot;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the virtual reader; default ${DEFAULT-VALUE}.")
    private int wait = 5;

    InsertCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        VirtualReader reader = reader();
        if (slot != null && (slot < 0 || slot + cards.size() > reader.ports().size())) {
            throw new VscException(
                    Failure.USAGE,
                    "The virtual reader has the slots 0 to %d."
                            .formatted(reader.ports().size() - 1));
        }
        if (wait < 0) {
            throw new VscException(Failure.USAGE, "--wait takes a number of seconds.");
        }
        List<Path> files = new ArrayList<>();
        for (String card : cards) {
            files.add(card(card));
        }
        InsertCards operation = new InsertCards(reader);
        Runtime.getRuntime().addShutdownHook(new Thread(operation::close, "eject"));
        SecretSource secrets = secrets();
        for (int i = 0; i < files.size(); i++) {
            OptionalInt wanted = slot == null ? OptionalInt.empty() : OptionalInt.of(slot + i);
            report(operation.insert(files.get(i), secrets, wanted, Duration.ofSeconds(wait)));
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** The machine's reader, or inside {@code vsc run} the private one. */
    private static VirtualReader reader() throws VscException {
        String ports = System.getenv(RunWithCards.PORTS_VARIABLE);
        if (ports == null) {
            return VirtualReader.standard();
        }
        try {
            return new VirtualReader(
                    Stream.of(ports.split(",", -1)).map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new VscException(Failure.USAGE, RunWithCards.PORTS_VARIABLE + " is not a list of ports.", e);
        }
    }

    private void report(InsertCards.Inserted inserted) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", inserted.info().label());
        data.put("testCard", inserted.info().testCard());
        data.put("port", inserted.port());
        terminal()
                .done(
                        verb(),
                        data,
                        "%s \"%s\" is in the virtual reader (port %d).%n"
                                .formatted(
                                        inserted.info().testCard() ? "Test card" : "Card",
                                        inserted.info().label(),
                                        inserted.port()));
    }
}
