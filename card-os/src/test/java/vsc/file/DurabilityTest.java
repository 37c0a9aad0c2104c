// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;
import vsc.model.VscException;

/** What was acknowledged is on disk, and what could not be brought to disk is not acknowledged. */
class DurabilityTest {
    private static final int MANY_STEPS = 20;

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("card.vsc");
    }

    private int triesOnDisk() throws Exception {
        PinReference pin =
                new Forgery(path()).card.content().passwordArea().pins().get(Cards.PIN);
        return pin == null ? -1 : pin.state().triesLeft();
    }

    private static void assertMemoryFailure(Executable action) {
        assertEquals(
                StatusWord.MEMORY_FAILURE, assertThrows(CardError.class, action).statusWord());
    }

    @Test
    void theTryIsOnDiskBeforeThePinIsCompared() throws Exception {
        Cards.make(path());
        List<Integer> triesAfterEachSave = new ArrayList<>();
        ScriptedDisk disk = new ScriptedDisk((number, name, done) -> {
            if (done && name.equals("syncDirectory")) {
                triesAfterEachSave.add(readTries());
            }
        });
        try (VscFile card = VscFile.open(disk, path(), Cards.NOT_ASKED);
                OpenGuards guards = Cards.unlock(card.store())) {
            assertTrue(guards.opens(Cards.GUARD));
        }
        assertEquals(List.of(2, 3), triesAfterEachSave);
    }

    private int readTries() throws IOException {
        Path copy = Files.createTempFile(folder, "copy", ".vsc");
        try {
            Files.write(copy, LockedFile.read(path().toRealPath()).toArray());
            PinReference pin =
                    new Forgery(copy).card.content().passwordArea().pins().get(Cards.PIN);
            return pin == null ? -1 : pin.state().triesLeft();
        } catch (VscException e) {
            throw new IOException(e);
        } finally {
            Files.delete(copy);
        }
    }

    /** A card that is torn out, or whose process is killed, after the try was saved has lost that try. */
    @Test
    void withoutASaveThereIsNoComparison() throws Exception {
        Cards.make(path());
        ScriptedDisk disk = new ScriptedDisk((number, name, done) -> {
            if (name.equals("syncDirectory")) {
                throw new IOException("no power");
            }
        });
        try (VscFile card = VscFile.open(disk, path(), Cards.NOT_ASKED)) {
            assertMemoryFailure(() -> Cards.verify(card.store(), "123456"));
            assertMemoryFailure(() -> Cards.verify(card.store(), "123456"));
        }
        assertEquals(2, triesOnDisk());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSaveThatFailsAnywhereLosesNothingAndPutsTheCardOutOfOrder(boolean late) throws Exception {
        int step = 0;
        boolean failed = true;
        while (failed) {
            assertTrue(step < MANY_STEPS, "a save has no end");
            failed = failSave(step++, late);
        }
        assertTrue(step > 5, "only " + step + " steps in a save");
    }

    private boolean failSave(int failing, boolean late) throws Exception {
        Files.deleteIfExists(path());
        Cards.make(path());
        ScriptedDisk disk = failingAt(failing, late);
        Bytes changed = Bytes.of(failing);
        try (VscFile card = VscFile.open(disk, path(), Cards.NOT_ASKED)) {
            ObjectStore store = card.store();
            try {
                store.commit(edit -> edit.putPublic(Cards.CHUID, changed));
                assertTrue(disk.steps() <= failing, "a failed step " + failing + " was acknowledged");
            } catch (CardError e) {
                assertEquals(StatusWord.MEMORY_FAILURE, e.statusWord());
                assertMemoryFailure(() -> store.publicData(Cards.CHUID));
                assertMemoryFailure(() -> store.commit(edit -> {}));
                assertMemoryFailure(() -> Cards.verify(store, "123456"));
            }
        }
        try (VscFile again = VscFile.open(path(), Cards.NOT_ASKED)) {
            Bytes found = again.store().publicData(Cards.CHUID).orElseThrow();
            boolean acknowledged = disk.steps() <= failing;
            assertTrue(found.equals(changed) || !acknowledged && found.equals(Cards.PUBLIC_VALUE), found.toString());
            again.store().commit(edit -> {});
        }
        assertEquals(List.of(path()), files());
        return disk.steps() > failing;
    }

    private static ScriptedDisk failingAt(int failing, boolean late) {
        return new ScriptedDisk((number, name, done) -> {
            if (number == failing && done == late) {
                throw new IOException("on purpose, at " + name);
            }
        });
    }

    private List<Path> files() throws IOException {
        try (var names = Files.list(folder)) {
            return names.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCardThatCannotBeWrittenWhollyIsNotMade(boolean late) throws Exception {
        int step = 0;
        boolean failed = true;
        while (failed) {
            assertTrue(step < MANY_STEPS, "making a card has no end");
            failed = failCreate(step++, late);
        }
        assertTrue(step > 4, "only " + step + " steps");
    }

    /** Whether step {@code failing} was reached. */
    private boolean failCreate(int failing, boolean late) throws Exception {
        ScriptedDisk disk = failingAt(failing, late);
        try {
            VscFile.create(disk, 0, path(), Cards.card(Lifecycle.TEST), null, Cards.CHEAP, Cards::fill)
                    .close();
            if (disk.steps() > failing) {
                fail("a failed step " + failing + " was acknowledged");
            }
        } catch (VscException e) {
            assertEquals(Failure.FILE_WRITE, e.failure());
        }
        if (Files.exists(path())) {
            VscFile.open(path(), Cards.NOT_ASKED).close();
            Files.delete(path());
        }
        return disk.steps() > failing;
    }

    @Test
    void aReadOnlyCardWorksButCannotBeChanged() throws Exception {
        Cards.make(path());
        Bytes before = Forgery.read(path());
        try (VscFile card = VscFile.open(ScriptedDisk.readOnly(), path(), Cards.NOT_ASKED)) {
            ObjectStore store = card.store();
            assertEquals(new Verification.Wrong(2), Cards.verify(store, "000000"));
            assertEquals(Optional.of(new PinState(2, 3)), store.pin(Cards.PIN));
            try (OpenGuards guards = Cards.unlock(store)) {
                assertEquals(Cards.PRIVATE_VALUE, store.privateData(Cards.PRINTED, guards));
            }
            CardError refused = assertThrows(CardError.class, () -> store.commit(edit -> {}));
            assertEquals(StatusWord.CONDITIONS_NOT_SATISFIED, refused.statusWord());
            for (int left = 2; left >= 0; left--) {
                assertEquals(new Verification.Wrong(left), Cards.verify(store, "000000"));
            }
            assertEquals(new Verification.Blocked(), Cards.verify(store, "123456"));
        }
        assertEquals(before, Forgery.read(path()));
    }

    @Test
    void aLeftoverOfAKilledSaveIsInNobodysWay() throws Exception {
        Cards.make(path());
        Files.writeString(folder.resolve(".card.vsc.save"), "half a card");
        try (VscFile card = VscFile.open(path(), Cards.NOT_ASKED)) {
            card.store().commit(edit -> {});
        }
        assertEquals(List.of(path()), files());
    }
}
