// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.VscException;

/** Cards that are taken out of use and put into it again. */
class CardLifeTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void make() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.make(path, 8);
    }

    private interface Step {
        void take(CardLife life) throws VscException;
    }

    private void with(Duration later, Step step) throws VscException {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            step.take(card.life(Clock.fixed(now.plus(later), ZoneOffset.UTC)));
        }
    }

    private Header header() throws VscException {
        return VscFile.inspect(path).header();
    }

    private List<LogEntry> log() throws VscException {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            return card.life().log().entries();
        }
    }

    @Test
    void aTestCardIsATestCardAgainAfterItWasDisabled() throws Exception {
        with(Duration.ZERO, life -> life.disable("stolen"));
        assertEquals(Lifecycle.DISABLED, header().lifecycle());
        assertEquals(Lifecycle.TEST, header().enabledAs());
        with(Duration.ZERO, life -> life.enable("", Optional.empty()));
        assertEquals(Lifecycle.TEST, header().lifecycle());
        assertEquals(Optional.empty(), header().enabledUntil());
        assertTrue(!header().attributes().containsKey("enabled-as"));
    }

    @Test
    void whatHasHappenedIsInAChain() throws Exception {
        Instant end = now.plusSeconds(3600);
        with(Duration.ZERO, life -> life.disable("stolen"));
        with(Duration.ofMinutes(1), life -> life.enable("Feuer im Haus: größer", Optional.of(end)));
        assertEquals(Optional.of(end), header().enabledUntil());
        with(Duration.ofHours(2), CardLife::expire);
        assertEquals(Lifecycle.DISABLED, header().lifecycle());
        List<LogEntry> log = log();
        assertEquals(
                List.of(LogEntry.Event.DISABLED, LogEntry.Event.ENABLED, LogEntry.Event.EXPIRED),
                log.stream().map(LogEntry::event).toList());
        assertEquals(Preamble.NO_TAG, log.get(0).previous());
        assertEquals(Sha256.hash(log.get(0).encode()), log.get(1).previous());
        assertEquals("Feuer im Haus: größer", log.get(1).reason());
        assertEquals(Optional.of(end), log.get(2).until());
    }

    @Test
    void anEntryThatIsMissingOrAlteredIsNoticed() throws Exception {
        for (int i = 0; i < 3; i++) {
            with(Duration.ZERO, life -> life.disable("again"));
        }
        Forgery forgery = new Forgery(path);
        for (int number = 1; number < 3; number++) {
            int gone = number;
            VscException refused = assertThrows(VscException.class, () -> {
                Image.of(forgery.with(without(forgery.card.content(), new ObjectId("card-log", gone))))
                        .writeTo(path);
                log();
            });
            assertEquals(Failure.FILE_SEMANTICS, refused.failure());
        }
    }

    private static Content without(Content content, ObjectId id) {
        SortedMap<ObjectId, PrivateArea.SealedData> objects =
                new TreeMap<>(content.privateArea().objects());
        objects.remove(id);
        return new Content(
                content.publicArea(), new PrivateArea(objects), content.secretKeyArea(), content.passwordArea());
    }

    @Test
    void aClockThatRunsBackwardsGivesNoTimeAndIsLogged() throws Exception {
        with(Duration.ZERO, life -> life.enable("", Optional.of(now.plusSeconds(60))));
        Instant modified = header().modified();
        with(Duration.ofDays(-1), life -> assertEquals(modified, life.time()));
        assertEquals(LogEntry.Event.CLOCK_RAN_BACKWARDS, log().get(1).event());
        assertTrue(!header().modified().isBefore(modified));
        assertEquals(Optional.of(now.plusSeconds(60)), header().enabledUntil());
    }

    @Test
    void anEndThatIsOverAndAReasonThatIsTooLongAreRefused() throws Exception {
        Bytes before = Forgery.read(path);
        with(Duration.ZERO, life -> {
            assertEquals(
                    Failure.USAGE,
                    refusal(() -> life.enable("", Optional.of(now))).failure());
            assertEquals(
                    Failure.USAGE, refusal(() -> life.disable("ä".repeat(129))).failure());
            assertEquals(Failure.USAGE, refusal(() -> life.disable("a\nb")).failure());
        });
        assertEquals(before, Forgery.read(path));
    }

    private interface Refused {
        void run() throws VscException;
    }

    private static VscException refusal(Refused refused) {
        return assertThrows(VscException.class, refused::run);
    }

    @Test
    void aSealedCardStaysSealedUntilItHasAPasswordAgain() throws Exception {
        Path old = folder.resolve("old.vsc");
        List<RecoveryShare> shares;
        try (KeySlots slots = KeySlots.open(path, Cards.NOT_ASKED)) {
            shares =
                    slots.split(2, 3, Map.of(Cards.PIN, Cards.secret("123456"))).shares();
        }
        Image.of(Forgery.read(path)).writeTo(old);
        try (KeySlots slots = KeySlots.open(path, Factors.only(shares));
                RekeyPlan plan = slots.plan(true)) {
            assertEquals(Set.of(), slots.seal(plan, Map.of(), "moving house"));
        }
        assertEquals(Lifecycle.SEALED, header().lifecycle());
        Acceptance oldCard = Acceptance.of(Forgery.read(old), Cards.NOT_ASKED);
        assertThrows(
                Rejected.class,
                () -> Frame.parse(Forgery.read(path))
                        .authenticate(oldCard.keys().mac()));
        try (VscFile card = VscFile.open(path, Factors.only(shares))) {
            assertTrue(card.recovered().orElseThrow().opens(Cards.GUARD));
            assertEquals(
                    Failure.NOT_SUPPORTED,
                    refusal(() -> card.life().enable("", Optional.empty())).failure());
            assertEquals("moving house", card.life().log().entries().get(0).reason());
        }
        try (KeySlots slots = KeySlots.open(path, Factors.only(shares))) {
            slots.resetPassword(Cards.secret("battery"), Cards.CHEAP);
        }
        assertEquals(Lifecycle.TEST, header().lifecycle());
        try (VscFile card = VscFile.open(path, Factors.password("battery"))) {
            assertEquals(
                    LogEntry.Event.UNSEALED, card.life().log().entries().get(1).event());
        }
    }

    @Test
    void anOpenSlotIsRefusedInADisabledCardThatIsNoTestCard() throws Exception {
        Forgery forgery = new Forgery(path);
        Image.of(forgery.with(forgery.withLifecycle(Lifecycle.DISABLED))).writeTo(path);
        VscException refused = assertThrows(VscException.class, () -> VscFile.open(path, Cards.NOT_ASKED));
        assertEquals(Failure.FILE_SEMANTICS, refused.failure());
    }
}
