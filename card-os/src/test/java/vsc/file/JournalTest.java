// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;

/** Changes between two whole saves. */
class JournalTest {
    private static final long SEED = 20260102;
    private static final int SLOTS = 8;

    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.make(path, SLOTS);
    }

    private VscFile open() throws Exception {
        return VscFile.open(path, Cards.NOT_ASKED);
    }

    /** The file as a crash would leave it now. */
    private Bytes image() throws IOException {
        return LockedFile.read(path.toRealPath());
    }

    private static Content content(Bytes file) throws Exception {
        return Acceptance.of(file, Cards.NOT_ASKED).content();
    }

    private static Bytes chuid(Bytes file) throws Exception {
        return content(file).publicArea().objects().getOrDefault(Cards.CHUID, Bytes.EMPTY);
    }

    /** What is in the file after each of {@code count} changes; the change number i sets the CHUID to one byte i. */
    private List<Bytes> images(int count) throws Exception {
        List<Bytes> images = new ArrayList<>();
        try (VscFile card = open()) {
            images.add(image());
            for (int i = 1; i <= count; i++) {
                Bytes value = Bytes.of(i);
                card.store().commit(edit -> edit.putPublic(Cards.CHUID, value));
                images.add(image());
            }
        }
        return images;
    }

    private static int start(Bytes file) {
        return file.length() - SLOTS * Journal.SLOT;
    }

    private static Bytes slot(Bytes file, int slot) {
        int at = start(file) + slot * Journal.SLOT;
        return file.slice(at, at + Journal.SLOT);
    }

    private static Bytes withSlot(Bytes file, int slot, Bytes content) {
        int at = start(file) + slot * Journal.SLOT;
        return file.slice(0, at).concat(content, file.from(at + Journal.SLOT));
    }

    private static void assertRefused(Bytes file, String what) {
        Rejected refused = assertThrows(Rejected.class, () -> Acceptance.of(file, Cards.NOT_ASKED), what);
        assertEquals(Failure.FILE_JOURNAL, refused.failure());
    }

    @Test
    void aChangeIsOneSlotAndNothingElse() throws Exception {
        List<Bytes> images = images(3);
        for (int i = 0; i < 3; i++) {
            Bytes before = images.get(i);
            Bytes after = images.get(i + 1);
            assertEquals(withSlot(before, i, slot(after, i)), after);
            assertFalse(slot(after, i).equals(slot(before, i)));
            assertEquals(Bytes.of(i + 1), chuid(after));
        }
    }

    @Test
    void closingTheCardEmptiesTheJournal() throws Exception {
        images(3);
        Bytes file = Forgery.read(path);
        assertEquals(Bytes.adopt(new byte[SLOTS * Journal.SLOT]), file.from(start(file)));
        assertEquals(Bytes.of(3), chuid(file));
    }

    @Test
    void whatDoesNotFitIsAWholeSave() throws Exception {
        List<Bytes> images = images(2 * SLOTS + 3);
        for (int change = 0; change < images.size(); change++) {
            int saves = change / (SLOTS + 1);
            assertEquals(1 + saves, Frame.parse(images.get(change)).preamble().generation(), "change " + change);
        }
    }

    @Test
    void everyKindOfChangeIsReadAgain() throws Exception {
        ObjectId third = new ObjectId("piv", 0x5FC103);
        try (VscFile card = open();
                OpenGuards guards = Cards.unlock(card.store());
                var pin = Cards.secret("654321")) {
            card.store().commit(edit -> {
                edit.putPublic(third, Bytes.of(1, 2, 3));
                edit.putPrivate(Cards.CHUID, Cards.GUARD, Bytes.of(4));
                edit.deleteData(Cards.PRINTED);
                edit.deleteKey(Cards.CARD_KEY);
                Cards.putKey(edit, new ObjectId("piv", 0x9A), Cards.GUARD);
            });
            card.store().commit(edit -> edit.setPin(Cards.PIN, pin, 5, guards, Cards.GUARD));
            card.store().commit(edit -> edit.setPin("second", pin, 4, edit.createGuards(Cards.GUARD), Cards.GUARD));
            card.store().verify("second", pin.copy());
            Cards.verify(card.store(), "999999");
            Content running = content(image());
            assertEquals(
                    List.of(third), List.copyOf(running.publicArea().objects().keySet()));
            assertEquals(
                    List.of(Cards.CHUID),
                    List.copyOf(running.privateArea().objects().keySet()));
            assertEquals(
                    List.of(new ObjectId("piv", 0x9A), Cards.SIGNATURE_KEY),
                    List.copyOf(running.secretKeyArea().keys().keySet()));
            Map<String, PinState> pins = new HashMap<>();
            running.passwordArea().pins().forEach((name, reference) -> pins.put(name, reference.state()));
            assertEquals(Map.of(Cards.PIN, new PinState(4, 5), "second", new PinState(4, 4)), pins);
            assertEquals(
                    card.store().key(Cards.SIGNATURE_KEY),
                    Optional.ofNullable(running.secretKeyArea().keys().get(Cards.SIGNATURE_KEY))
                            .map(SecretKeyArea.SealedKey::description));
        }
    }

    @Test
    void aNewGuardIsAWholeSaveSinceTheHeaderNamesIt() throws Exception {
        try (VscFile card = open()) {
            card.store().commit(edit -> edit.createGuards("another").close());
            assertTrue(card.header().guards().contains("another"));
            assertEquals(card.header(), Frame.parse(image()).header());
        }
    }

    /** Random changes, and after each of them the file says what the running card says. */
    @Test
    void theFileIsAlwaysWhatTheCardIs() throws Exception {
        Random random = new Random(SEED);
        Map<ObjectId, Bytes> expected = new HashMap<>(Map.of(Cards.CHUID, Cards.PUBLIC_VALUE));
        try (VscFile card = open()) {
            for (int round = 0; round < 300; round++) {
                ObjectId id = new ObjectId("piv", random.nextInt(6));
                Bytes before = expected.getOrDefault(id, Bytes.EMPTY);
                if (random.nextInt(5) == 0) {
                    card.store().commit(edit -> edit.deleteData(id));
                    expected.remove(id);
                } else {
                    Bytes value = patched(before, random);
                    card.store().commit(edit -> edit.putPublic(id, value));
                    expected.put(id, value);
                }
                assertEquals(expected, Map.copyOf(content(image()).publicArea().objects()), "round " + round);
            }
        }
        assertEquals(
                expected, Map.copyOf(content(Forgery.read(path)).publicArea().objects()));
    }

    /** Something is replaced in the middle; now and then it does not fit into one slot, or not into the journal. */
    private static Bytes patched(Bytes before, Random random) {
        int from = random.nextInt(before.length() + 1);
        int to = from + random.nextInt(before.length() - from + 1);
        byte[] middle = new byte[random.nextInt(random.nextInt(20) == 0 ? 40_000 : 300)];
        random.nextBytes(middle);
        Bytes value = before.slice(0, from).concat(Bytes.adopt(middle), before.from(to));
        return value.length() > 60_000 ? Bytes.adopt(middle) : value;
    }

    @Test
    void onlyTheLastChangeCanBeTorn() throws Exception {
        List<Bytes> images = images(4);
        Bytes whole = images.get(4);
        Random random = new Random(SEED);
        for (int slot = 0; slot < 4; slot++) {
            int length = (int) slot(whole, slot).slice(0, 4).toLong() + 4;
            for (int flip = 0; flip < 200; flip++) {
                int at = start(whole) + slot * Journal.SLOT + random.nextInt(flip % 2 == 0 ? length : Journal.SLOT);
                Bytes flipped = Forgery.change(whole, at, 1 << random.nextInt(8));
                if (slot < 3) {
                    assertRefused(flipped, "slot " + slot + ", byte " + at);
                } else {
                    Acceptance cut = Acceptance.of(flipped, Cards.NOT_ASKED);
                    assertTrue(cut.torn());
                    assertEquals(Bytes.of(3), chuid(flipped));
                }
            }
        }
    }

    /** A crash leaves any part of the last write: sectors of 512 bytes in any combination. */
    @Test
    void aTornWriteLeavesTheStateBefore() throws Exception {
        Bytes before;
        Bytes after;
        Bytes large = Bytes.adopt(new byte[6000]);
        try (VscFile card = open()) {
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(1)));
            before = image();
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, large));
            after = image();
        }
        assertEquals(large, chuid(after));
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            byte[] torn = before.toArray();
            boolean whole = true;
            for (int at = start(before); at < torn.length; at += 512) {
                if (random.nextBoolean()) {
                    after.slice(at, at + 512).copyTo(torn, at);
                }
                whole &= after.slice(at, at + 512).equals(Bytes.adopt(Arrays.copyOfRange(torn, at, at + 512)));
            }
            assertEquals(whole ? large : Bytes.of(1), chuid(Bytes.adopt(torn)), "round " + round);
        }
    }

    @Test
    void afterATornWriteNothingIsAppended() throws Exception {
        Bytes whole = images(3).get(3);
        Files.write(
                path,
                Forgery.change(whole, start(whole) + 2 * Journal.SLOT + 100, 1).toArray());
        try (VscFile card = open()) {
            assertEquals(Optional.of(Bytes.of(2)), card.store().publicData(Cards.CHUID));
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(9)));
            Bytes saved = image();
            assertEquals(Bytes.of(9), chuid(saved));
            assertEquals(Bytes.adopt(new byte[SLOTS * Journal.SLOT]), saved.from(start(saved)));
        }
    }

    @Test
    void noRecordCanBeLeftOutMovedOrComeFromElsewhere() throws Exception {
        Bytes whole = images(4).get(4);
        Bytes empty = Bytes.adopt(new byte[Journal.SLOT]);
        for (int slot = 0; slot < 3; slot++) {
            assertRefused(withSlot(whole, slot, empty), "left out " + slot);
            assertRefused(
                    withSlot(withSlot(whole, slot, slot(whole, slot + 1)), slot + 1, slot(whole, slot)),
                    "exchanged " + slot);
        }
        Path other = folder.resolve("other.vsc");
        Path first = path;
        Cards.make(other, SLOTS);
        path = other;
        Bytes foreign = images(4).get(4);
        path = first;
        Bytes later = images(4).get(4);
        for (int slot = 0; slot < 3; slot++) {
            assertRefused(withSlot(whole, slot, slot(foreign, slot)), "of another card " + slot);
            assertRefused(withSlot(whole, slot, slot(later, slot)), "of another time " + slot);
        }
    }

    /** As on a card that is cut off: the last try counted, or an older state of it. Only a witness can tell. */
    @Test
    void theEndOfTheJournalIsWhereOnlyZerosFollow() throws Exception {
        List<Bytes> images = images(4);
        assertEquals(images.get(3), withSlot(images.get(4), 3, Bytes.adopt(new byte[Journal.SLOT])));
        assertEquals(Bytes.of(3), chuid(images.get(3)));
    }

    @Test
    void theTryIsOnDiskBeforeThePinIsCompared() throws Exception {
        List<Integer> tries = new ArrayList<>();
        ScriptedDisk disk = new ScriptedDisk((number, name, done) -> {
            if (done && name.equals("sync")) {
                tries.add(tries(image()));
            }
        });
        try (VscFile card = VscFile.open(disk, path, Cards.NOT_ASKED);
                OpenGuards guards = Cards.unlock(card.store())) {
            assertTrue(guards.opens(Cards.GUARD));
            assertEquals(List.of(2, 3), tries);
        }
    }

    private static int tries(Bytes file) throws IOException {
        try {
            PinReference pin = content(file).passwordArea().pins().get(Cards.PIN);
            return pin == null ? -1 : pin.state().triesLeft();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatCannotBeBroughtToDiskIsNotAcknowledgedAndEndsTheUseOfTheCard() throws Exception {
        for (int failing = 0; failing < 4; failing++) {
            int step = failing / 2;
            boolean late = failing % 2 == 1;
            ScriptedDisk disk = new ScriptedDisk((number, name, done) -> {
                if (number == step && done == late) {
                    throw new IOException("on purpose, at " + name);
                }
            });
            Bytes before = Forgery.read(path);
            try (VscFile card = VscFile.open(disk, path, Cards.NOT_ASKED)) {
                ObjectStore store = card.store();
                assertMemoryFailure(() -> Cards.verify(store, "123456"));
                assertMemoryFailure(() -> store.publicData(Cards.CHUID));
                assertMemoryFailure(() -> store.commit(edit -> {}));
            }
            assertEquals(before.length(), Forgery.read(path).length());
            assertEquals(failing == 0 ? 3 : 2, tries(Forgery.read(path)));
            Files.write(path, before.toArray());
        }
    }

    private static void assertMemoryFailure(Executable action) {
        assertEquals(
                StatusWord.MEMORY_FAILURE, assertThrows(CardError.class, action).statusWord());
    }

    @Test
    void aReadOnlyCardReadsItsJournal() throws Exception {
        Files.write(path, images(3).get(2).toArray());
        Bytes before = Forgery.read(path);
        try (VscFile card = VscFile.open(ScriptedDisk.readOnly(), path, Cards.NOT_ASKED)) {
            assertEquals(Optional.of(Bytes.of(2)), card.store().publicData(Cards.CHUID));
            assertEquals(new Verification.Wrong(2), Cards.verify(card.store(), "000000"));
        }
        assertEquals(before, Forgery.read(path));
    }
}
