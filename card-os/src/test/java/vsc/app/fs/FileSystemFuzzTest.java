// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.card.Profile;
import vsc.card.TestCard;
import vsc.iso.Bytes;
import vsc.iso.Ins;

/** Commands of the dialogues in any order, altered and cut: each has an answer, and the card opens again. */
class FileSystemFuzzTest {
    private static final Path DIALOGUES = Path.of("src/test/resources/vsc/app/fs/raw");
    private static final String VERIFY_PIN = "0020000108313233343536FFFF";
    private static final int COMMANDS = 10_000;
    private static final long SEED = 6;
    private static final int[] EXTREMES = {0x00, 0x01, 0x7F, 0x80, 0xFF};

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void noCommandIsTooMuch() throws IOException {
        List<Bytes> commands = commands();
        assertTrue(commands.size() > 300, "the dialogues were found");
        TestCard card = TestCard.fresh(folder, Profile.PKCS15);
        for (int i = 0; i < COMMANDS; i++) {
            Bytes command = altered(commands.get(random.nextInt(commands.size())));
            assertTrue(card.card().transmit(command).length() >= 2);
            assertEquals(0, card.card().unexpectedErrors(), () -> "seed " + SEED + ", " + command);
        }
        card.reopen().close();
    }

    /** All that need no values; a terminated card would answer nothing else any more. */
    private static List<Bytes> commands() throws IOException {
        try (Stream<Path> files = Files.list(DIALOGUES)) {
            return files.sorted()
                    .flatMap(FileSystemFuzzTest::lines)
                    .filter(line -> line.startsWith("> ") && !line.contains("{") && !line.contains("*"))
                    .map(line -> Bytes.hex(line.substring(2)))
                    .filter(command -> command.at(1) != Ins.TERMINATE_CARD_USAGE)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Mostly with the right PIN, or what is behind it is never reached. */
    private Bytes altered(Bytes command) {
        if (command.at(1) == Ins.VERIFY && random.nextInt(3) > 0) {
            return Bytes.hex(VERIFY_PIN);
        }
        byte[] bytes = command.toArray();
        for (int i = random.nextInt(6) - 2; i > 0; i--) {
            int value = random.nextBoolean() ? random.nextInt(256) : EXTREMES[random.nextInt(EXTREMES.length)];
            bytes[random.nextInt(bytes.length)] = (byte) value;
        }
        boolean cut = random.nextInt(20) == 0;
        return Bytes.adopt(cut ? Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(7) - 3)) : bytes);
    }
}
