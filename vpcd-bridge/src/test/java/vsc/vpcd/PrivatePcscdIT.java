// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.os.Card;

/** The bridge with the real pcscd, the real vpcd and clients that know nothing of us. */
@Timeout(120)
class PrivatePcscdIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Card card = TestCard.named("first");
    private PrivatePcscd service;
    private PcscClient client;
    private String reader;

    @BeforeEach
    void start() throws Exception {
        service = PrivatePcscd.start("IBM Virtual Smart Card", 2);
        client = new PcscClient(service.socket());
        reader = service.readerNames().get(0);
    }

    @AfterEach
    void stop() {
        service.close();
        assertFalse(Files.exists(service.directory()));
    }

    @Test
    void clientsSeeTheReadersByTheirNames() throws IOException {
        assertEquals(List.of("IBM Virtual Smart Card 00 00", "IBM Virtual Smart Card 00 01"), service.readerNames());
        assertEquals(service.readerNames(), namesSeen());
    }

    private List<String> namesSeen() throws IOException {
        return client.readers().stream()
                .map(line -> line.replaceFirst("\\d+ +\\w+ +", ""))
                .toList();
    }

    @Test
    void clientsTalkToTheCardAsSoonAsItIsInserted() throws Exception {
        service.reader().insert(card, 0, LIMIT);
        assertEquals(card.atr().value(), client.atr(reader));
        Bytes data = Bytes.ascii("over two sockets");
        String output =
                client.scriptor(reader, TestCard.SELECT, TestCard.VERIFY, TestCard.GET_DATA, TestCard.echo(data));
        List<String> answers = answers(output);
        assertEquals(4, answers.size(), output);
        assertEquals("90 00", answers.get(0));
        assertEquals(spaced(TestCard.SECRET), answers.get(2));
        assertEquals(spaced(data.concat(TestCard.OK)), answers.get(3));
    }

    /** The bytes of each answer in scriptor's output. */
    private static List<String> answers(String output) {
        return output.replaceAll("\n(?=[0-9A-F]{2} )", "")
                .lines()
                .filter(line -> line.startsWith("< ") && line.contains(" : "))
                .map(line -> line.substring(2, line.indexOf(" : ")).strip())
                .toList();
    }

    private static String spaced(Bytes bytes) {
        return bytes.toString().replaceAll("(?<=..)(?=(..)+$)", " ");
    }

    @Test
    void nextClientFindsTheCardLocked() throws Exception {
        service.reader().insert(card, 0, LIMIT);
        client.scriptor(reader, TestCard.SELECT, TestCard.VERIFY);
        String output = client.scriptor(reader, TestCard.SELECT, TestCard.GET_DATA);
        assertEquals(List.of("90 00", "69 82"), answers(output), output);
    }

    /** With a delayed acknowledgement each command of Debian's vpcd takes 44 ms. */
    @Test
    void commandsDoNotWaitForAcknowledgements() throws Exception {
        service.reader().insert(card, 0, LIMIT);
        Bytes[] commands = new Bytes[200];
        Arrays.fill(commands, TestCard.SELECT);
        long begin = System.nanoTime();
        assertEquals(commands.length, answers(client.scriptor(reader, commands)).size());
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(taken.compareTo(Duration.ofSeconds(6)) < 0, taken.toString());
    }

    @Test
    void ejectedCardLeavesTheReaderAndCanComeBack() throws Exception {
        for (int round = 0; round < 3; round++) {
            ReaderSlot slot = service.reader().insert(card, 0, LIMIT);
            assertTrue(client.hasCard(reader));
            slot.eject();
            Eventually.assertBecomesTrue(() -> !client.hasCard(reader), "the card is still seen");
        }
    }

    @Test
    void slotsFillInOrderAndAFullReaderIsRefused() throws Exception {
        Card second = TestCard.named("second");
        insertIntoFreeSlot(service.reader(), card);
        try (VirtualReader otherProcess = new VirtualReader(service.reader().ports())) {
            insertIntoFreeSlot(otherProcess, second);
            VscException full = assertThrows(
                    VscException.class, () -> insertIntoFreeSlot(service.reader(), TestCard.named("third")));
            assertEquals(Failure.SLOT_TAKEN, full.failure());
            assertEquals(card.atr().value(), client.atr(reader));
            assertEquals(second.atr().value(), client.atr(service.readerNames().get(1)));
        }
    }

    private static void insertIntoFreeSlot(VirtualReader reader, Card card) throws VscException {
        reader.begin(card, OptionalInt.empty()).await(LIMIT);
    }

    @Test
    void moreThanTwoSlotsAreReadersOfTheirOwn() throws Exception {
        try (PrivatePcscd large = PrivatePcscd.start("Many", 5)) {
            PcscClient many = new PcscClient(large.socket());
            List<Card> cards = new ArrayList<>();
            for (int slot = 0; slot < 6; slot++) {
                cards.add(TestCard.named("slot " + slot));
                large.reader().insert(cards.get(slot), slot, LIMIT);
            }
            for (int slot = 0; slot < 6; slot++) {
                assertEquals(
                        cards.get(slot).atr().value(),
                        many.atr(large.readerNames().get(slot)));
            }
        }
    }

    @Test
    void twoServicesDoNotSeeEachOther() throws Exception {
        try (PrivatePcscd other = PrivatePcscd.start("Other", 2)) {
            Set<Integer> ports = new HashSet<>(service.reader().ports());
            ports.addAll(other.reader().ports());
            assertEquals(4, ports.size());
            Card otherCard = TestCard.named("other");
            service.reader().insert(card, 0, LIMIT);
            other.reader().insert(otherCard, 0, LIMIT);
            PcscClient otherClient = new PcscClient(other.socket());
            assertEquals(card.atr().value(), client.atr(reader));
            assertEquals(otherCard.atr().value(), otherClient.atr("Other 00 00"));
            assertEquals(2, otherClient.readers().size());
        }
        assertTrue(service.alive());
        assertEquals(card.atr().value(), client.atr(reader));
    }

    @Test
    void closingIsQuickAndLeavesNoProcess() throws Exception {
        ReaderSlot slot = service.reader().insert(card, 0, LIMIT);
        List<ProcessHandle> processes = keeperAndPcscd(ProcessHandle.current());
        service.close();
        assertEquals(ReaderSlot.Status.EJECTED, slot.status());
        assertGone(processes);
        service.close();
    }

    @Test
    void killedPcscdTakesItsDirectoryAndItsCardsAlong() throws Exception {
        ReaderSlot slot = service.reader().insert(card, 0, LIMIT);
        List<ProcessHandle> processes = keeperAndPcscd(ProcessHandle.current());
        assertTrue(processes.get(1).destroyForcibly());
        Eventually.assertBecomesTrue(() -> !service.alive(), "the service is still alive");
        assertEquals(ReaderSlot.Status.EJECTED, slot.await(LIMIT, ReaderSlot.Status.EJECTED));
        assertGone(processes);
        assertFalse(Files.exists(service.directory()));
    }

    @Test
    void killedProcessLeavesNothingBehind() throws Exception {
        Process child = child();
        List<String> report = child.inputReader().lines().limit(2).toList();
        assertEquals(TestCard.named("child").atr().toString(), report.get(0));
        List<ProcessHandle> processes = keeperAndPcscd(child.toHandle());
        child.destroyForcibly();
        assertGone(processes);
        assertFalse(Files.exists(Path.of(report.get(1))));
    }

    @Test
    void interruptForTheWholeGroupLeavesTheKeeperToItsTask() throws Exception {
        List<ProcessHandle> processes = keeperAndPcscd(ProcessHandle.current());
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", "" + processes.get(0).pid())
                        .start()
                        .waitFor());
        service.reader().insert(card, 0, LIMIT);
        assertEquals(card.atr().value(), client.atr(reader));
    }

    /** A private /run makes a machine where no pcscd was ever started. */
    @Test
    void startsWhereThereIsNoDirectoryOfPcscdYet() throws Exception {
        boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        List<String> unshare = root ? List.of("unshare", "-m") : List.of("unshare", "-Ucm", "--keep-caps");
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh"));
        Process child = child(command);
        List<String> report = child.inputReader().lines().limit(2).toList();
        child.getOutputStream().close();
        assertEquals(TestCard.named("child").atr().toString(), report.get(0), String.join("\n", report));
        assertEquals(0, child.waitFor());
        assertFalse(Files.exists(Path.of(report.get(1))));
    }

    @Test
    void machinesOwnServiceIsLeftAlone() throws Exception {
        List<String> before = machinesService();
        service.reader().insert(card, 0, LIMIT);
        assertEquals(before, machinesService());
        service.close();
        assertEquals(before, machinesService());
    }

    /** Files of the machine's pcscd with their times; empty where it does not run. */
    private static List<String> machinesService() throws IOException {
        List<String> found = new ArrayList<>();
        if (!Files.exists(Path.of("/run/pcscd"))) {
            return found;
        }
        try (var files = Files.newDirectoryStream(Path.of("/run/pcscd"))) {
            for (Path file : files) {
                found.add(file + " " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }

    @Test
    void nameThatWouldBreakTheConfigurationIsRefused() {
        for (String name : List.of("", "a\"b", "a\nb", "x".repeat(101))) {
            VscException refused = assertThrows(VscException.class, () -> PrivatePcscd.start(name, 1));
            assertEquals(Failure.USAGE, refused.failure());
        }
    }

    @Test
    void serviceThatDoesNotStartIsQuoted() throws VscException {
        PcscdInstallation broken = new PcscdInstallation(
                Path.of("/usr/bin/env"), PcscdInstallation.find().driver());
        VscException failed = assertThrows(VscException.class, () -> PrivatePcscd.start(broken, "Broken", 1));
        assertEquals(Failure.PRIVATE_SERVICE_FAILED, failed.failure());
        assertTrue(failed.getMessage().contains("invalid option"), failed.getMessage());
    }

    @Test
    void privateDirectoryIsClosedToOthers() throws IOException {
        String permissions = Files.getPosixFilePermissions(service.directory()).toString();
        assertFalse(permissions.contains("OTHERS"), permissions);
        assertNotEquals(Path.of("/run/pcscd/pcscd.comm"), service.socket());
    }

    private static Process child() throws IOException {
        return child(List.of());
    }

    private static Process child(List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrivatePcscdMain.class.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The keeper that {@code process} has started, and its pcscd. */
    private static List<ProcessHandle> keeperAndPcscd(ProcessHandle process) {
        List<ProcessHandle> found = new ArrayList<>(process.children()
                .filter(child -> child.info().command().orElse("").contains("perl"))
                .toList());
        assertEquals(1, found.size(), "keepers");
        found.get(0).children().forEach(found::add);
        assertEquals(2, found.size(), "keeper and pcscd");
        return found;
    }

    private static void assertGone(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            Eventually.assertBecomesTrue(() -> !process.isAlive(), "still there: " + process.pid());
        }
    }
}
