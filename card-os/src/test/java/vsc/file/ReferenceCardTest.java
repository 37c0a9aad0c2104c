// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vsc.iso.Seed;

/** The cards that were made once for all: they open, and nothing that happens to one of them goes unnoticed. */
class ReferenceCardTest {
    private static final int SAMPLES = 6000;

    static List<ReferenceCard> cards() throws IOException {
        return List.of(ReferenceCard.load("test"), ReferenceCard.load("password"), ReferenceCard.load("guarded"));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardOfThisVersionOpensWithAllThatIsInIt(ReferenceCard card) throws Exception {
        assertEquals(card.listing(), ReferenceCard.list(card.open(), card.pins()));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardOfThisVersionCanBeUsed(ReferenceCard card, @TempDir Path folder) throws Exception {
        Path path = folder.resolve("card.vsc");
        Image.of(card.file()).writeTo(path);
        CardState before = CardState.of(card.open());
        try (VscFile open = VscFile.open(path, card.source())) {
            open.store().commit(edit -> {});
        }
        assertEquals(before, CardState.of(Acceptance.of(Forgery.read(path), card.source())));
    }

    @Test
    void oneOfTheCardsHasAJournalOfSeveralRecords() throws Exception {
        assertTrue(ReferenceCard.load("guarded").open().journal().next() > 3);
        assertEquals(0, ReferenceCard.load("password").open().journal().next());
    }

    @ParameterizedTest
    @MethodSource("cards")
    void noBitCanTurnOverUnnoticed(ReferenceCard card) throws Exception {
        Tally tally = new Tally();
        BitFlips flips = new BitFlips(card, tally);
        Random random = Seed.random();
        for (int bit = 0; bit < Preamble.LENGTH * 8; bit++) {
            flips.flip(bit);
        }
        for (int i = 0; i < SAMPLES; i++) {
            flips.flip(random.nextInt(flips.bits()));
        }
        flips.cutAndEmpty();
        assertEquals(List.of(), tally.violations(), Seed::hint);
        assertTrue(tally.counted("refused") > Preamble.LENGTH * 16);
    }
}
