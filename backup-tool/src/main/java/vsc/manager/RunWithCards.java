// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vsc.card.VirtualCards;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.vpcd.PrivatePcscd;

/** A command with a private PC/SC service of its own, and cards in its reader. */
public final class RunWithCards implements AutoCloseable {
    /** Tells a {@code vsc insert} inside the command where the private reader's slots listen: comma-separated ports. */
    public static final String PORTS_VARIABLE = "VSC_VPCD_PORTS";

    private static final String READER_NAME = "Virtual Smart Card";
    private static final String TEST_MARK = " (test)";
    private static final Duration READER_WAIT = Duration.ofSeconds(5);
    private static final int GRACE_SECONDS = 2;

    private final PrivatePcscd service;
    private final InsertCards cards;
    private @Nullable Process command;

    private RunWithCards(PrivatePcscd service, InsertCards.CardOpener opener, boolean ephemeral) {
        this.service = service;
        this.cards = new InsertCards(service.reader(), opener, !ephemeral);
    }

    /**
     * Starts the service and plugs the cards in; returns when applications see them.
     *
     * @param ephemeral whether to use copies that are thrown away afterwards
     * @param readerName what applications see; one that tells test cards if absent
     */
    public static RunWithCards start(
            List<Path> files, InsertCards.CardOpener opener, boolean ephemeral, @Nullable String readerName)
            throws VscException {
        String name = readerName != null ? readerName : defaultName(files);
        RunWithCards run = new RunWithCards(PrivatePcscd.start(name, Math.max(1, files.size())), opener, ephemeral);
        try {
            run.cards.insert(ephemeral ? run.copies(files) : files, OptionalInt.of(0), READER_WAIT);
            return run;
        } catch (VscException e) {
            run.close();
            throw e;
        }
    }

    /** A test card is marked as one in the name of its reader. */
    private static String defaultName(List<Path> files) throws VscException {
        for (Path file : files) {
            if (VirtualCards.inspect(file).testCard()) {
                return READER_NAME + TEST_MARK;
            }
        }
        return READER_NAME;
    }

    private List<Path> copies(List<Path> files) throws VscException {
        List<Path> copies = new ArrayList<>();
        for (Path file : files) {
            copies.add(copy(file, copies.size()));
        }
        return copies;
    }

    /** In the service's own directory, which vanishes with it. */
    private Path copy(Path file, int number) throws VscException {
        Path copy = service.directory().resolve("card-" + number + Shelf.EXTENSION);
        try {
            return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new VscException(
                    Failure.NO_ACCESS, "The file %s cannot be copied: %s.".formatted(file, Shelf.reason(e)), e);
        }
    }

    /**
     * Runs a command that finds the service by its environment, with our own input and output.
     *
     * @return its exit status, 128 and more if a signal ended it
     */
    public int run(List<String> words) throws VscException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        builder.environment().put(PrivatePcscd.SOCKET_VARIABLE, service.socket().toString());
        builder.environment()
                .put(
                        PORTS_VARIABLE,
                        String.join(
                                ",",
                                service.reader().ports().stream()
                                        .map(String::valueOf)
                                        .toList()));
        return started(builder).waitFor();
    }

    private synchronized Process started(ProcessBuilder builder) throws VscException {
        try {
            Process started = builder.start();
            command = started;
            return started;
        } catch (IOException e) {
            throw new VscException(
                    Failure.COMMAND_NOT_FOUND,
                    "Cannot start " + builder.command().get(0) + ".",
                    e);
        }
    }

    /** Ends the command if it still runs, takes the cards out, stops the service and removes what it had. */
    @Override
    public void close() {
        endCommand();
        cards.close();
        service.close();
    }

    private synchronized void endCommand() {
        if (command == null) {
            return;
        }
        command.destroy();
        try {
            if (!command.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                command.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
