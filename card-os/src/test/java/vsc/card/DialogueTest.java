// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vsc.dialogue.Replay;
import vsc.dialogue.Values;
import vsc.model.VscException;

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
        try (TestCard card = TestCard.fresh(folder, found.profile());
                Values values = new Values()) {
            Replay replay =
                    new Replay(raw ? Replay.Partner.of(card.card()) : Host.partner(card.card(), encoding), values);
            Optional<Replay.Difference> difference = replay.run(found.dialogue());
            assertEquals(
                    Optional.empty(),
                    difference.map(each -> found.file() + ": " + each.sentence() + " " + each.answer()));
            assertEquals(0, card.card().unexpectedErrors());
        } catch (VscException e) {
            throw new AssertionError(found.file(), e);
        }
    }
}
