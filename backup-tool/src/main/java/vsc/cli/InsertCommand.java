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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.card.VirtualCards;
import vsc.file.HostWitness;
import vsc.manager.InsertCards;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.vpcd.VirtualReader;

/** {@code vsc insert}. */
@Command(
        name = "insert",
        aliases = "plug",
        description = "Plug cards into the virtual reader until Ctrl-C.",
        addMethodSubcommands = false)
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

    @Option(names = "--background", description = "Return when the card is in the reader; `vsc eject` takes it out.")
    private boolean background;

    @Option(names = KEYS_FROM_PARENT, hidden = true)
    private boolean keysFromParent;

    private static final String KEYS_FROM_PARENT = "--keys-from-parent";

    InsertCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        VirtualReader reader = ReaderPorts.reader();
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
        if (background) {
            insertInBackground(files);
        } else {
            insert(reader, files);
        }
        return 0;
    }

    private void insert(VirtualReader reader, List<Path> files) throws VscException, InterruptedException {
        if (keysFromParent) {
            System.setErr(LogFolder.standardError());
        }
        InsertCards.CardOpener opener = keysFromParent ? new KeysFromParent(witness()) : activation();
        InsertCards operation = new InsertCards(reader, opener, true);
        Runtime.getRuntime().addShutdownHook(new Thread(operation::close, "eject"));
        OptionalInt first = slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
        for (InsertCards.Inserted inserted : operation.insert(files, first, Duration.ofSeconds(wait))) {
            String label = inserted.info().label();
            report(label, inserted.info().testCard(), "port", inserted.port());
        }
        operation.awaitEmpty();
    }

    private void insertInBackground(List<Path> files) throws VscException {
        List<String> arguments = new ArrayList<>(List.of("insert", KEYS_FROM_PARENT, "--wait", String.valueOf(wait)));
        if (slot != null) {
            arguments.addAll(List.of("--slot", String.valueOf(slot)));
        }
        if (witness().stream().anyMatch(HostWitness::acceptOlder)) {
            arguments.add(PresentedOptions.ACCEPT_OLDER);
        }
        files.forEach(file -> arguments.add("file:" + file.toAbsolutePath()));
        String first = VirtualCards.inspect(files.get(0)).id();
        long pid = new BackgroundInsert(activation(), Duration.ofSeconds(wait))
                .start(files, arguments, LogFolder.standard().resolve(first + ".log"));
        for (Path file : files) {
            var info = VirtualCards.inspect(file);
            report(info.label(), info.testCard(), "pid", pid);
        }
    }

    private void report(String label, boolean testCard, String what, long number) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", label);
        data.put("testCard", testCard);
        data.put(what, number);
        String kind = testCard ? "Test card" : "Card";
        terminal()
                .done(
                        verb(),
                        data,
                        "%s \"%s\" is in the virtual reader (%s %d).%n".formatted(kind, label, what, number));
    }
}
