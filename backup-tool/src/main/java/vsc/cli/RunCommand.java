// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.InsertCards;
import vsc.manager.RunWithCards;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc run}. */
@Command(
        name = "run",
        customSynopsis = "vsc run [OPTIONS] [CARD...] -- COMMAND [ARG...]",
        description = "Run a command with cards in a reader of its own: a private smart card service, without root.")
@NeedsSecrets(SecretName.PASSWORD)
final class RunCommand extends VscCommand {
    @Parameters(arity = "0..*", paramLabel = "CARD", description = "The cards to plug in, one slot each.")
    private List<String> cards = new ArrayList<>();

    @Option(names = "--ephemeral", description = "Use copies of the cards that are thrown away afterwards.")
    private boolean ephemeral;

    @Option(names = "--reader-name", paramLabel = "NAME", description = "What applications call the reader.")
    private @Nullable String readerName;

    /** What stands behind {@code --}; not for picocli to interpret. */
    private List<String> command = List.of();

    RunCommand(GlobalOptions options) {
        super(options);
    }

    void command(List<String> words) {
        command = List.copyOf(words);
    }

    /** A copy that is thrown away is nothing to remember. */
    private InsertCards.CardOpener opener() {
        return ephemeral ? activation().withoutWitness() : activation();
    }

    @Override
    public Integer call() throws Exception {
        if (command.isEmpty()) {
            throw new VscException(Failure.USAGE, "Which command? Write: vsc run CARD -- COMMAND ARG...");
        }
        List<Path> files = new ArrayList<>();
        for (String card : cards) {
            files.add(card(card));
        }
        try (RunWithCards operation = RunWithCards.start(files, opener(), ephemeral, readerName)) {
            Thread cleanUp = new Thread(operation::close, "clean up");
            Runtime.getRuntime().addShutdownHook(cleanUp);
            return operation.run(command);
        }
    }
}
