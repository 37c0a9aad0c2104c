// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Plugs cards in by a process of its own session, which lives on when the terminal is closed. */
record BackgroundInsert(ActivationProcess activation, Duration patience) {
    /** On top of what the reader may take: a JVM on a busy machine. */
    private static final Duration START = Duration.ofSeconds(20);

    private static final int POLL_MILLIS = 50;

    /**
     * Returns when applications see the cards.
     *
     * @param arguments of the {@code insert} that does it
     * @param log takes what that process has to say
     * @return its process id
     * @throws VscException what that process has failed with
     */
    long start(List<Path> files, List<String> arguments, Path log) throws VscException {
        for (Path file : files) {
            requireOut(file);
            VirtualCards.inspect(file).requireEnabled();
        }
        StringBuilder keys = new StringBuilder();
        for (Path file : files) {
            if (VirtualCards.inspect(file).hasPassword()) {
                try (Secret areaKeys = activation.areaKeys(file)) {
                    keys.append(HexFormat.of().formatHex(areaKeys.expose())).append('\n');
                }
            }
        }
        try {
            Process holder = launch(arguments, log, keys);
            await(holder, files, log);
            return holder.pid();
        } catch (IOException e) {
            throw new VscException(Failure.UNEXPECTED, "The background process could not be started.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VscException(Failure.UNEXPECTED, "Interrupted.", e);
        } finally {
            keys.setLength(0);
        }
    }

    private static Process launch(List<String> arguments, Path log, StringBuilder keys) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(Jvm.likeThis(arguments));
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.deleteIfExists(log);
        Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Process holder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (OutputStream in = holder.getOutputStream()) {
            in.write(keys.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return holder;
    }

    private void await(Process holder, List<Path> files, Path log)
            throws VscException, IOException, InterruptedException {
        long end = System.nanoTime() + patience.plus(START).toNanos();
        for (Path file : files) {
            while (!holds(holder, file)) {
                if (holder.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw failure(Files.readString(log));
                }
                if (System.nanoTime() - end > 0) {
                    holder.destroy();
                    throw new VscException(Failure.NO_VIRTUAL_READER, "The card did not appear in the reader.");
                }
            }
        }
    }

    /** Before anybody is asked for a password, and before the holder's log is replaced. */
    private static void requireOut(Path file) throws VscException {
        Optional<ControlClient> holder = ControlClient.connect(file);
        if (holder.isPresent()) {
            holder.get().close();
            throw new VscException(
                    Failure.FILE_IN_USE,
                    "The card \"%s\" is plugged in already."
                            .formatted(VirtualCards.inspect(file).label()));
        }
    }

    /** Whether applications see the card, and it is {@code process} that has it in the reader. */
    private static boolean holds(Process process, Path file) throws VscException {
        Optional<ControlClient> holder = ControlClient.connect(file);
        if (holder.isEmpty()) {
            return false;
        }
        try (ControlClient client = holder.get()) {
            Map<String, String> status = client.status();
            return "present".equals(status.get("status"))
                    && String.valueOf(process.pid()).equals(status.get("pid"));
        }
    }

    /** The sentence and code with which the process has ended, as they stand in its log. */
    private static VscException failure(String log) {
        for (Failure failure : Failure.values()) {
            int code = log.indexOf(" [" + failure.code() + "]");
            if (code >= 0) {
                String sentence = log.substring(0, code);
                return new VscException(failure, sentence.substring(sentence.lastIndexOf("vsc: ") + "vsc: ".length()));
            }
        }
        return new VscException(Failure.UNEXPECTED, "The background process has ended: " + log.strip());
    }
}
