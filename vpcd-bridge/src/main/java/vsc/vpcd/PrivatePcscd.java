// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A pcscd of our own, started without root and without touching the machine's one: own socket, own ports, own reader
 * names. Its clients find it through the environment variable {@value #SOCKET_VARIABLE}. A small perl program keeps it and
 * clears everything away when this process ends, however it ends.
 */
public final class PrivatePcscd implements AutoCloseable {
    /** Tells PC/SC clients which pcscd to talk to; its value is {@link #socket}. */
    public static final String SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME";

    private static final Logger LOG = System.getLogger(PrivatePcscd.class.getName());

    /** pcscd holds 16 readers, and each slot counts as one. */
    private static final int MAX_SLOTS = 16;

    private static final int SLOTS_PER_READER = 2;

    /** Stopping takes pcscd 2 s at most. */
    private static final int END_SECONDS = 5;

    private final Process keeper;
    private final Path directory;
    private final String readerName;
    private final VirtualReader reader;

    private final Thread watch;

    private PrivatePcscd(Process keeper, String readerName, List<String> report) {
        this.keeper = keeper;
        this.readerName = readerName;
        this.directory = Path.of(values(report, "dir ").get(0));
        this.reader = new VirtualReader(values(report, "port ").stream()
                .map(Integer::valueOf)
                .flatMap(port -> Stream.of(port, port + 1))
                .toList());
        this.watch = new Thread(this::awaitEnd, "private pcscd");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Starts a pcscd and returns when its readers are there.
     *
     * @param readerName what clients see, followed by reader and slot number: 1 to 100 printable ASCII characters, no quote
     * @param slots 1 to 16; they come in pairs, so there may be one more
     * @throws VscException NO_PCSC_SERVICE, NO_VPCD_DRIVER, PRIVATE_SERVICE_FAILED, or USAGE for a bad name
     */
    public static PrivatePcscd start(String readerName, int slots) throws VscException {
        if (!readerName.matches("[ !#-~]{1,100}")) {
            throw new VscException(
                    Failure.USAGE, "A reader name has 1 to 100 printable ASCII characters and no quote.");
        }
        Objects.checkIndex(slots - 1, MAX_SLOTS);
        return start(PcscdInstallation.find(), readerName, slots);
    }

    static PrivatePcscd start(PcscdInstallation installation, String readerName, int slots) throws VscException {
        List<String> report = new ArrayList<>();
        try {
            Process keeper = launch(installation, readerName, (slots + 1) / 2);
            if (isReady(keeper, report)) {
                return new PrivatePcscd(keeper, readerName, report);
            }
            keeper.getOutputStream().close();
        } catch (IOException broken) {
            report.add(broken.getMessage());
        }
        throw new VscException(
                Failure.PRIVATE_SERVICE_FAILED,
                "The private PC/SC service did not start: " + String.join("; ", report));
    }

    /** The keeper reads its program from standard input, and whatever comes after it: that is how it sees our end. */
    private static Process launch(PcscdInstallation installation, String readerName, int pairs) throws IOException {
        List<String> command = List.of(
                "perl",
                "-",
                parentDirectory(),
                installation.pcscd().toString(),
                installation.driver().toString(),
                readerName,
                String.valueOf(pairs));
        Process keeper = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream program = PrivatePcscd.class.getResourceAsStream("keeper.pl")) {
            Objects.requireNonNull(program).transferTo(keeper.getOutputStream());
        }
        keeper.getOutputStream().flush();
        return keeper;
    }

    /** Short enough for the path of a socket (108 bytes), and outside /run, which pcscd may get a private one of. */
    private static String parentDirectory() {
        Path preferred = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
        boolean usable = preferred.toString().length() <= 60 && !preferred.startsWith("/run");
        return usable ? preferred.toString() : "/tmp";
    }

    private static boolean isReady(Process keeper, List<String> report) throws IOException {
        BufferedReader answers = keeper.inputReader();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals("ready")) {
                return true;
            }
            report.add(line);
        }
        return false;
    }

    private static List<String> values(List<String> report, String key) {
        return report.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .toList();
    }

    /** The private directory; it vanishes with pcscd. */
    public Path directory() {
        return directory;
    }

    /** Where clients connect to: the value of {@link #SOCKET_VARIABLE}. */
    public Path socket() {
        return directory.resolve("pcscd.comm");
    }

    /** The slots; cards inserted here leave before this pcscd's ports can belong to another one. */
    public VirtualReader reader() {
        return reader;
    }

    /** The name of each slot of {@link #reader} as PC/SC clients see it. */
    public List<String> readerNames() {
        return IntStream.range(0, reader.ports().size())
                .mapToObj(slot -> "%s%s 00 %02X"
                        .formatted(
                                readerName,
                                slot < SLOTS_PER_READER ? "" : " " + (slot / SLOTS_PER_READER + 1),
                                slot % SLOTS_PER_READER))
                .toList();
    }

    /** Whether pcscd is still there. */
    public boolean alive() {
        return watch.isAlive();
    }

    /** The keeper's output ends when pcscd is gone. */
    private void awaitEnd() {
        try {
            keeper.inputReader().transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, "the private pcscd has ended", ended);
        }
        release();
    }

    /** Cards out first: the keeper holds the ports until its input ends. */
    private void release() {
        reader.close();
        try {
            keeper.getOutputStream().close();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "closing the keeper's input", gone);
        }
    }

    /** Ejects the cards, stops pcscd and removes its directory. */
    @Override
    public void close() {
        release();
        try {
            if (!keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                keeper.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
