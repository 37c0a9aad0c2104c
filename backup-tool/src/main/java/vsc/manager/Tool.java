// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** A program of the system that is run for its output. */
record Tool(List<String> command) {
    private static final int MAX_OUTPUT = 16 << 10;

    Tool(String... command) {
        this(List.of(command));
    }

    /**
     * Its standard output; nothing if it fails, whatever the reason.
     *
     * @param folder where it runs
     * @throws VscException {@link Failure#COMMAND_NOT_FOUND}
     */
    Optional<Secret> run(Path folder, Secret input) throws VscException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new VscException(
                    Failure.COMMAND_NOT_FOUND, "The program " + command.get(0) + " is not installed.", e);
        }
        try (InputStream out = process.getInputStream()) {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.expose());
            }
            Secret output = Secret.adopt(out.readNBytes(MAX_OUTPUT));
            if (process.waitFor() == 0) {
                return Optional.of(output);
            }
            output.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            process.destroy();
        }
    }
}
