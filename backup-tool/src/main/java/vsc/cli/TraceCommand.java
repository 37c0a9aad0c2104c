// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.control.ControlClient;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc trace}. */
@Command(
        name = "trace",
        description = {
            "Show every exchange of a plugged card from now on, until it is taken out.",
            "Secrets are names; vsc replay says it again to a copy of the card."
        })
final class TraceCommand extends VscCommand {
    private static final int POLL_MILLIS = 200;

    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--follow", description = "Wait for the card, and go on when it is plugged in again.")
    private boolean follow;

    @Option(names = "-o", paramLabel = "FILE", description = "Write to a file instead of standard output.")
    private @Nullable Path output;

    TraceCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        if (output == null) {
            trace(file, line -> terminal().print(line));
            return 0;
        }
        try (BufferedWriter writer = Files.newBufferedWriter(output)) {
            trace(file, line -> write(writer, line));
        } catch (UncheckedIOException e) {
            throw new VscException(Failure.NO_ACCESS, "The file " + output + " cannot be written.", e);
        }
        return 0;
    }

    private void trace(Path file, Consumer<String> listener) throws VscException, InterruptedException {
        do {
            Optional<ControlClient> holder = ControlClient.connect(file);
            if (holder.isEmpty() && !follow) {
                throw new VscException(Failure.NOT_PLUGGED, "This card is in no reader.");
            }
            if (holder.isPresent()) {
                try (ControlClient client = holder.get()) {
                    terminal().remark("Tracing; Ctrl-C ends it.");
                    client.trace(listener);
                }
            } else {
                Thread.sleep(POLL_MILLIS);
            }
        } while (follow);
    }

    private static void write(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
