// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vsc.card.Host;
import vsc.card.ManagementKey;
import vsc.card.TestCard;
import vsc.iso.Bytes;
import vsc.iso.Seed;
import vsc.iso.StatusWord;
import vsc.vpcd.PrivatePcscd;

/** A card through a real pcscd with several applications at once, some of which are killed. */
@Timeout(180)
class SharedCardIT {
    private static final int COMMANDS = 10_000;
    private static final String SELECT = "00A4040009A00000030800001000";
    private static final String VERIFY = "0020008008313233343536FFFF";
    private static final String PIN_STATUS = "00200080";
    private static final String NOT_VERIFIED = "63C3";
    private static final String OK = "9000";
    private static final String SIGN = "7C2482008120" + "42".repeat(32);
    private static final String MAKE_RSA = "0047009A05AC0380010700";
    private static final String X509_OF_P256 = "3059301306072A8648CE3D020106082A8648CE3D030107034200";

    @TempDir
    Path folder;

    private final List<SharedObjects> contents = List.of(new SharedObjects(0), new SharedObjects(1));
    private PrivatePcscd service;
    private TestCard card;
    private Host host;

    @BeforeEach
    void plugIn() throws Exception {
        card = TestCard.fresh(folder);
        host = Host.of(card.card());
        assertEquals(StatusWord.OK, host.status(SELECT + "00"));
        assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
        for (SharedObjects content : contents) {
            for (int object = 0; object < SharedObjects.COUNT; object++) {
                assertEquals(OK, host.send(content.write(object)));
            }
        }
        service = PrivatePcscd.start("Shared", 1);
    }

    @AfterEach
    void takeOut() {
        service.close();
        assertEquals(0, card.card().unexpectedErrors());
        card.close();
    }

    /** Makes the key, and gives its public half. */
    private String key(SharedObjects content) {
        String answer = host.send("004700" + content.key() + "05AC0380011100");
        assertEquals(OK, answer.substring(answer.length() - 4));
        return X509_OF_P256 + answer.substring(10, answer.length() - 4);
    }

    private void insert() throws Exception {
        service.reader().insert(card.card(), 0, Duration.ofSeconds(10));
    }

    @Test
    void eachOfTwoApplicationsGetsItsOwnAnswers() throws Exception {
        List<String> keys = contents.stream().map(this::key).toList();
        AtomicInteger switches = new AtomicInteger();
        AtomicInteger last = new AtomicInteger();
        card.card().trace((command, response, nanoseconds) -> {
            int application = reader(command);
            if (application >= 0 && last.getAndSet(application) != application) {
                switches.incrementAndGet();
            }
        });
        insert();
        try (OtherProgram first = application(0, COMMANDS, keys);
                OtherProgram second = application(1, COMMANDS, keys)) {
            first.tell("go");
            second.tell("go");
            for (OtherProgram each : List.of(first, second)) {
                String output = each.untilEnd();
                assertEquals(0, each.exitStatus(), output);
                System.out.println(output);
            }
        }
        System.out.println("the card was passed on " + switches + " times");
        assertTrue(switches.get() > 200, "they hardly met: " + switches);
    }

    private OtherProgram application(int number, int commands, List<String> keys) throws IOException {
        return OtherProgram.start(service, SharingApplication.class, "" + number, "" + commands, keys.get(number));
    }

    /** Whose object a command reads; -1 if it reads none. */
    private int reader(Bytes command) {
        String hex = command.toString();
        for (SharedObjects content : contents) {
            for (int object = 0; object < SharedObjects.COUNT; object++) {
                if (hex.equals(content.readShort(object)) || hex.equals(content.readExtended(object))) {
                    return content.application();
                }
            }
        }
        return -1;
    }

    private OtherProgram shell() throws IOException {
        return shell(0);
    }

    private OtherProgram shell(int reader) throws IOException {
        OtherProgram program = OtherProgram.start(service, ApplicationShell.class, "" + reader);
        assertEquals("connected", program.answer());
        return program;
    }

    /** Another application is there all the time, so that pcscd does not power the card off. */
    @Test
    void whatATransactionHasOpenedEndsWithItsHolder() throws Exception {
        insert();
        try (OtherProgram witness = shell();
                OtherProgram victim = shell()) {
            assertEquals("done", victim.ask("begin"));
            victim.ask(SELECT);
            assertEquals(OK, victim.ask(VERIFY));
            assertEquals(OK, victim.ask(PIN_STATUS));
            assertEquals(OK, victim.ask("1087119E0A" + SIGN.substring(0, 20)));
            victim.kill();
            assertCleanFor(witness);
            try (OtherProgram next = shell()) {
                next.ask(SELECT);
                assertEquals(NOT_VERIFIED, next.ask(PIN_STATUS));
            }
        }
    }

    private void assertCleanFor(OtherProgram witness) throws IOException {
        assertEquals("SCARD_W_RESET_CARD", witness.ask(PIN_STATUS));
        assertEquals("done", witness.ask("reconnect"));
        assertNotEquals(OK, witness.ask("0087119E1C" + SIGN.substring(20) + "00"));
        witness.ask(SELECT);
        assertEquals(NOT_VERIFIED, witness.ask(PIN_STATUS));
        assertEquals(contents.get(0).answer(0) + OK, witness.ask(contents.get(0).readExtended(0)));
    }

    /** Outside a transaction pcscd tells the card nothing: what the next application begins with has to do. */
    @Test
    void halfACommandOfAVanishedApplicationIsForgotten() throws Exception {
        key(contents.get(0));
        insert();
        try (OtherProgram witness = shell()) {
            try (OtherProgram victim = shell()) {
                victim.ask(SELECT);
                assertEquals(OK, victim.ask("1087119E0A" + SIGN.substring(0, 20)));
            }
            witness.ask(SELECT);
            assertNotEquals(OK, statusWord(witness.ask("0087119E1C" + SIGN.substring(20) + "00")));
            assertEquals(OK, statusWord(witness.ask("0087119E26" + SIGN + "00")));
        }
    }

    /** ISO/IEC 7816-4, 5.3.4: GET RESPONSE follows at once, or not at all. */
    @Test
    void restOfAnAnswerIsNotForTheNextApplication() throws Exception {
        insert();
        try (OtherProgram witness = shell()) {
            for (String first : List.of(SELECT, PIN_STATUS, "00EE0000", "00CB3FFF055C035FC1FF00")) {
                try (OtherProgram victim = shell()) {
                    victim.ask(SELECT);
                    assertEquals("6100", statusWord(victim.ask(contents.get(0).readShort(3))));
                }
                witness.ask(first);
                assertEquals("6985", witness.ask("00C0000000"), first);
            }
        }
    }

    private static String statusWord(String answer) {
        return answer.substring(answer.length() - 4);
    }

    @Test
    void applicationKilledAtAnyMomentLeavesACardThatAnswersRight() throws Exception {
        List<String> keys = contents.stream().map(this::key).toList();
        insert();
        Random random = Seed.random();
        for (int round = 0; round < 6; round++) {
            try (OtherProgram victim = application(0, 1500, keys)) {
                victim.tell("go");
                TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
            }
            try (OtherProgram next = application(1, 200, keys)) {
                next.tell("go");
                String output = next.untilEnd();
                assertEquals(0, next.exitStatus(), output + Seed.hint());
            }
        }
    }

    @Test
    void otherCardAnswersWhileAKeyIsMade() throws Exception {
        insert();
        SharedObjects content = contents.get(0);
        try (TestCard other = TestCard.fresh(folder)) {
            service.reader().insert(other.card(), 1, Duration.ofSeconds(10));
            try (OtherProgram maker = shell(1);
                    OtherProgram reading = shell(0)) {
                maker.ask(SELECT);
                authenticate(maker);
                reading.ask(SELECT);
                int meanwhile = 0;
                for (int key = 0; key < 3; key++) {
                    CompletableFuture<String> made = CompletableFuture.supplyAsync(() -> askQuietly(maker, MAKE_RSA));
                    while (!made.isDone()) {
                        assertEquals(content.answer(2) + OK, reading.ask(content.readExtended(2)));
                        meanwhile++;
                    }
                    assertTrue(made.get().startsWith("7F49"), made.get());
                }
                System.out.println(meanwhile + " objects read from a card while another made three RSA keys");
                assertTrue(meanwhile > 100, "one card waits for the other: " + meanwhile);
            }
        }
    }

    private static String askQuietly(OtherProgram program, String command) {
        try {
            return program.ask(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SP 800-73-4 part 2, appendix A.1, with the management key of a test card. */
    private static void authenticate(OtherProgram program) throws IOException {
        String challenge = program.ask("0087039B047C02810000");
        Bytes encrypted = ManagementKey.WELL_KNOWN.key().encrypt(Bytes.hex(challenge.substring(8, 24)));
        assertEquals(OK, program.ask("0087039B0C7C0A8208" + encrypted));
    }
}
