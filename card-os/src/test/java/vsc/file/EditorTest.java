// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;

/** The buffer of somebody who edits a card. */
class EditorTest {
    private static final Bytes EDITED = Bytes.ascii("edited");

    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.make(path, 8);
    }

    private VscFile edit() throws Exception {
        return VscFile.edit(path, Cards.NOT_ASKED);
    }

    private Optional<Bytes> saved() throws Exception {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            return card.store().publicData(Cards.CHUID);
        }
    }

    private static void change(VscFile card) {
        card.store().commit(edit -> edit.putPublic(Cards.CHUID, EDITED));
    }

    @Test
    void editsAreSeenAtOnceAndTouchTheFileOnlyWhenTheyAreSaved() throws Exception {
        Bytes before = Forgery.read(path);
        try (VscFile card = edit()) {
            assertFalse(card.isEdited());
            change(card);
            card.rename("another label");
            assertTrue(card.isEdited());
            assertEquals(Optional.of(EDITED), card.store().publicData(Cards.CHUID));
            assertEquals("another label", card.header().label());
            assertEquals(before, LockedFile.read(path.toRealPath()));
            card.save();
            assertFalse(card.isEdited());
            assertEquals("another label", card.header().label());
        }
        assertEquals(Optional.of(EDITED), saved());
        assertEquals("another label", VscFile.inspect(path).header().label());
    }

    @Test
    void whatIsNotSavedIsGone() throws Exception {
        Bytes before = Forgery.read(path);
        try (VscFile card = edit()) {
            change(card);
        }
        assertEquals(before, Forgery.read(path));
    }

    @Test
    void whoDoesNotSaveGetsNoTriesBack() throws Exception {
        try (VscFile card = edit()) {
            change(card);
            assertEquals(new Verification.Wrong(2), Cards.verify(card.store(), "000000"));
            assertEquals(Optional.of(new PinState(2, 3)), card.store().pin(Cards.PIN));
        }
        try (VscFile card = edit()) {
            assertEquals(Optional.of(new PinState(2, 3)), card.store().pin(Cards.PIN));
            assertEquals(Optional.of(Cards.PUBLIC_VALUE), card.store().publicData(Cards.CHUID));
        }
    }

    /** The tries of the PIN that is in the file are counted, whatever it is going to be replaced by. */
    @Test
    void aPinThatIsNotSavedYetCountsOnTheOldOne() throws Exception {
        try (VscFile card = edit();
                OpenGuards guards = Cards.unlock(card.store());
                var pin = Cards.secret("654321")) {
            card.store().commit(edit -> {
                edit.setPin(Cards.PIN, pin, 9, guards, Cards.GUARD);
                edit.setPin("fresh", pin, 9, guards, Cards.GUARD);
            });
            for (int left = 8; left > 1; left--) {
                assertEquals(new Verification.Wrong(left), Cards.verify(card.store(), "000000"));
            }
            assertTrue(card.store().verify("fresh", pin) instanceof Verification.Right);
        }
        try (VscFile card = edit()) {
            assertEquals(Optional.of(new PinState(2, 3)), card.store().pin(Cards.PIN));
            assertEquals(Optional.empty(), card.store().pin("fresh"));
        }
    }

    @Test
    void editsThatAreSavedTakeTheTriesWithThem() throws Exception {
        try (VscFile card = edit()) {
            change(card);
            Cards.verify(card.store(), "000000");
            card.save();
        }
        try (VscFile card = edit()) {
            assertEquals(Optional.of(new PinState(2, 3)), card.store().pin(Cards.PIN));
            assertEquals(Optional.of(EDITED), card.store().publicData(Cards.CHUID));
        }
    }
}
