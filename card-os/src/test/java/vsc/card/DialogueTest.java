// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vsc.iso.Bytes;
import vsc.iso.StatusWord;

/** Runs the dialogues of the resources: the raw ones as they are written, the whole ones in every encoding. */
class DialogueTest {
    @TempDir
    Path folder;

    static Stream<Arguments> raw() throws IOException {
        return Dialogues.read("raw").stream().map(Arguments::of);
    }

    static Stream<Arguments> whole() throws IOException {
        return Dialogues.read("whole").stream()
                .flatMap(dialogue -> Stream.of(Host.Encoding.values()).map(way -> Arguments.of(dialogue, way)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void raw(Dialogues.Found found) {
        run(found, Host.Encoding.SHORT, true);
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource
    void whole(Dialogues.Found found, Host.Encoding encoding) {
        run(found, encoding, false);
    }

    private void run(Dialogues.Found found, Host.Encoding encoding, boolean raw) {
        try (TestCard card = TestCard.fresh(folder)) {
            Host host = new Host(card.card(), encoding);
            for (Dialogue.Step step : found.dialogue().steps()) {
                String where = found.file() + ":" + step.line();
                String answer = carryOut(step, host, raw);
                assertTrue(
                        step.answer()
                                .map(expected -> expected.matcher(answer).matches())
                                .orElse(answer.equals("9000")),
                        () -> where + " answers " + answer + " instead of " + step.answer());
            }
            assertEquals(0, card.card().unexpectedErrors());
        }
    }

    /** Commands and directives that have no answer in the dialogue have to end with 9000 alone. */
    private static String carryOut(Dialogue.Step step, Host host, boolean raw) {
        return switch (step.verb()) {
            case ">" -> {
                Bytes command = Dialogue.bytes(step.arguments());
                yield raw ? host.card().transmit(command).toString() : host.send(command.toString());
            }
            case "auth" -> {
                StatusWord status = key(step.arguments()).authenticate(host);
                yield "%04X".formatted(status.value());
            }
            case "reset" -> {
                host.card().reset();
                yield "9000";
            }
            default -> throw new AssertionError("line " + step.line() + ": " + step.verb());
        };
    }

    private static ManagementKey key(List<String> arguments) {
        return arguments.isEmpty()
                ? ManagementKey.WELL_KNOWN
                : ManagementKey.of(
                        Integer.parseInt(arguments.get(0), 16), Dialogue.bytes(arguments.subList(1, arguments.size())));
    }
}
