// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vsc.app.piv.PivApplication;
import vsc.file.VscFile;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.Seed;
import vsc.iso.StatusWord;
import vsc.model.VscException;
import vsc.os.Application;
import vsc.os.Card;
import vsc.os.InstalledApplication;

/**
 * Two hundred thousand commands that nobody would send. A card answers each of them, never with 6F00, and afterwards it is
 * still a card.
 */
class PivFuzzTest {
    private static final int CARDS = 100;
    private static final int SESSIONS = 20;
    private static final int COMMANDS = 100;

    @TempDir
    Path folder;

    private final Random random = Seed.random();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int handled;
    private int signatures;

    @Test
    @Timeout(600)
    void nothingUpsetsACard() throws Exception {
        ApduMutator mutator = PivCommands.mutator(random);
        for (int i = 0; i < CARDS; i++) {
            Path file = TestCard.freshFile(folder);
            try (Card card = open(file)) {
                PivCommands.prepare(card);
                for (int session = 0; session < SESSIONS; session++) {
                    begin(card);
                    fuzz(card, mutator);
                }
                assertEquals(0, card.unexpectedErrors(), Seed::hint);
            }
            // Opening it checks its consistency.
            try (Card card = open(file)) {
                signatures += PivCommands.signs(card) ? 1 : 0;
            }
            Files.delete(file);
        }
        int total = CARDS * SESSIONS * COMMANDS;
        System.out.printf(
                "%d commands to %d cards, %d %% reached PIV, %d cards kept a key that signs, %s%n  %s%n",
                total, CARDS, 100L * handled / total, signatures, Seed.hint(), distribution());
        assertTrue(handled > total * 3 / 10, () -> handled + " reached PIV, " + Seed.hint());
        assertTrue(signatures > CARDS / 2, () -> signatures + " cards sign, " + Seed.hint());
    }

    /** The card with its application behind a counter. */
    private Card open(Path file) throws VscException {
        VscFile opened = VscFile.open(file, () -> {
            throw new AssertionError("a test card has no password");
        });
        InstalledApplication piv = PivApplication.installed(opened.store());
        InstalledApplication counted = new InstalledApplication(
                piv.aid(), () -> new Counted(piv.selection().get()));
        return new Card(Profile.PIV.atr(), List.of(counted), opened::close);
    }

    private final class Counted implements Application {
        private final Application application;

        Counted(Application application) {
            this.application = application;
        }

        @Override
        public Bytes select() {
            return application.select();
        }

        @Override
        public ResponseApdu process(CommandApdu command) {
            handled++;
            return application.process(command);
        }

        @Override
        public void deselect() {
            application.deselect();
        }
    }

    /** A session as hosts begin it; on many cards the management key is another one by now, or the PIN is blocked. */
    private void begin(Card card) {
        card.reset();
        Host host = Host.of(card);
        host.status("00A4040C05A000000308");
        if (random.nextInt(4) != 0) {
            if (host.send("00F7009B00").startsWith("010103")) {
                ManagementKey.WELL_KNOWN.authenticate(host);
            }
        }
        if (random.nextInt(8) == 0) {
            host.status("0020008008313233343536FFFF");
        }
        if (random.nextInt(4) == 0) {
            host.status("00700001");
            host.status("01A4040C05A000000308");
        }
    }

    private void fuzz(Card card, ApduMutator mutator) {
        for (int i = 0; i < COMMANDS; i++) {
            Bytes command = mutator.next();
            StatusWord sw = ResponseApdu.parse(card.transmit(command)).sw();
            assertNotEquals(StatusWord.UNKNOWN_ERROR, sw, () -> command + " " + Seed.hint());
            int more = sw.value() & 0xFF00;
            answers.merge(more == 0x6100 ? more : sw.value(), 1, Integer::sum);
        }
    }

    private String distribution() {
        return answers.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(entry -> "%04X %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
