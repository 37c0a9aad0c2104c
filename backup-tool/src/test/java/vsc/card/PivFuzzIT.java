// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.iso.Seed;
import vsc.vpcd.PrivatePcscd;

/** Five thousand commands that nobody would send, through a real pcscd and a program that is not ours. */
class PivFuzzIT {
    private static final int SESSIONS = 25;
    private static final int COMMANDS = 200;

    /** The driver of the virtual reader takes a message of one byte for a control command: a whole header it must be. */
    private static final int HEADER = 4;

    private static final int LIMIT_MINUTES = 3;

    /** An answer may be wrapped over several lines; its status word and meaning come last. */
    private static final Pattern ANSWER = Pattern.compile("(?m)^< ((?:[0-9A-F]{2}\\s+)+):");

    @TempDir
    Path folder;

    @Test
    void nothingUpsetsACardInAReader() throws Exception {
        ApduMutator mutator = PivCommands.mutator(Seed.random());
        try (PrivatePcscd pcscd = PrivatePcscd.start("Fuzz", 1);
                TestCard card = TestCard.fresh(folder)) {
            PivCommands.prepare(card.card());
            pcscd.reader().insert(card.card(), 0, Duration.ofSeconds(10));
            int answered = 0;
            boolean replaced = false;
            Map<Bytes, Integer> statusWords = new TreeMap<>();
            for (int session = 0; session < SESSIONS; session++) {
                List<Bytes> commands = Stream.generate(mutator::next)
                        .filter(command -> command.length() >= HEADER)
                        .limit(COMMANDS)
                        .toList();
                List<Bytes> answers = send(pcscd, commands);
                assertEquals(COMMANDS, answers.size(), Seed::hint);
                assertFalse(answers.contains(Bytes.hex("6F00")), Seed::hint);
                for (int i = 0; i < COMMANDS; i++) {
                    replaced |= replacesCardKey(commands.get(i)) && succeeded(answers.get(i));
                }
                answered += answers.size();
                answers.forEach(answer -> statusWords.merge(answer.from(answer.length() - 2), 1, Integer::sum));
            }
            assertEquals(SESSIONS * COMMANDS, answered);
            System.out.println(answered + " commands through pcscd, " + Seed.hint() + " " + statusWords);
            assertEquals(0, card.card().unexpectedErrors(), Seed::hint);
            assertEquals(
                    List.of(Bytes.hex("0504039000")),
                    send(pcscd, List.of(Bytes.hex("00FD000000"))),
                    "it still answers");
            // Altered commands know the management key: only one of them that was carried out takes the key away.
            assertTrue(PivCommands.signs(card.card()) || replaced, Seed::hint);
        }
    }

    /** GENERATE and Yubico's import with reference 9E, and its reset. */
    private static boolean replacesCardKey(Bytes command) {
        int ins = command.at(1);
        return ((ins == 0x47 || ins == 0xFE) && command.at(3) == 0x9E) || ins == 0xFB;
    }

    private static boolean succeeded(Bytes answer) {
        int first = answer.at(answer.length() - 2);
        return first == 0x90 || first == 0x61;
    }

    private List<Bytes> send(PrivatePcscd pcscd, List<Bytes> commands) throws IOException, InterruptedException {
        Path script = folder.resolve("commands");
        Path output = folder.resolve("answers");
        List<String> lines = new ArrayList<>(List.of("reset"));
        lines.add("00 A4 04 0C 05 A0 00 00 03 08");
        commands.forEach(command -> lines.add(command.toString().replaceAll("..", "$0 ")));
        Files.write(script, lines);
        ProcessBuilder scriptor = new ProcessBuilder("scriptor", "-p", "T=1", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        scriptor.environment().put(PrivatePcscd.SOCKET_VARIABLE, pcscd.socket().toString());
        Process process = scriptor.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertTrue(ended, () -> "a command hangs, " + Seed.hint() + "\n" + text);
        List<Bytes> answers = new ArrayList<>();
        for (Matcher answer = ANSWER.matcher(text); answer.find(); ) {
            answers.add(Bytes.hex(answer.group(1)));
        }
        assertEquals(Bytes.hex("9000"), answers.get(0), text);
        return answers.subList(1, answers.size());
    }
}
