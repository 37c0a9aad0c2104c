// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** Files that are checked, and damaged ones of which a part is saved. */
class SalvageTest {
    @TempDir
    private Path folder;

    private Path path;
    private Path target;

    /** With three changes in its journal: 1, 2 and 3. */
    private Bytes file;

    @BeforeEach
    void make() throws Exception {
        path = folder.resolve("card.vsc");
        target = folder.resolve("saved.vsc");
        Cards.make(path, 8);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            for (int i = 1; i <= 3; i++) {
                int value = i;
                card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(value)));
            }
            file = Forgery.read(path);
        }
    }

    private List<String> salvage(Bytes damaged) throws Exception {
        Image.of(damaged).writeTo(path);
        Files.deleteIfExists(target);
        List<String> dropped = Salvage.run(path, target, Cards.NOT_ASKED);
        assertEquals(damaged, Forgery.read(path), "the damaged file stays as it is");
        return dropped;
    }

    private Optional<Bytes> saved() throws Exception {
        try (VscFile card = VscFile.open(target, Cards.NOT_ASKED)) {
            assertEquals(Cards.PRIVATE_VALUE, card.store().privateData(Cards.PRINTED, Cards.unlock(card.store())));
            return card.store().publicData(Cards.CHUID);
        }
    }

    private int journal() {
        return BitFlips.journalStart(file);
    }

    private Failure refusal(Bytes damaged) throws Exception {
        Image.of(damaged).writeTo(path);
        return assertThrows(VscException.class, () -> VscFile.open(path, Cards.NOT_ASKED))
                .failure();
    }

    @Test
    void nothingIsDroppedOfAFileThatIsWhole() throws Exception {
        assertEquals(List.of(), salvage(file));
        assertEquals(Optional.of(Bytes.of(3)), saved());
    }

    @Test
    void theChangesInFrontOfADamagedOneAreSaved() throws Exception {
        Bytes damaged = Forgery.change(file, journal() + Journal.SLOT + 100, 1);
        assertEquals(Failure.FILE_JOURNAL, refusal(damaged));
        List<String> dropped = salvage(damaged);
        assertEquals(1, dropped.size());
        assertTrue(dropped.get(0).contains("slot 1"), dropped::toString);
        assertEquals(Optional.of(Bytes.of(1)), saved());
    }

    @Test
    void aJournalThatIsNotEmptyBehindItsEndIsSavedWhole() throws Exception {
        Bytes damaged = Forgery.change(file, file.length() - 1, 1);
        assertEquals(Failure.FILE_JOURNAL, refusal(damaged));
        assertEquals(1, salvage(damaged).size());
        assertEquals(Optional.of(Bytes.of(3)), saved());
    }

    @Test
    void aWrongChecksumIsPutRight() throws Exception {
        Bytes damaged = Forgery.change(file, Forgery.CHECKSUM, 1);
        assertEquals(Failure.FILE_CHECKSUM, refusal(damaged));
        assertEquals(List.of("the checksum, which was wrong"), salvage(damaged));
        assertEquals(Optional.of(Bytes.of(3)), saved());
    }

    @Test
    void aFileThatWasCutOrExtendedIsSavedAsFarAsItGoes() throws Exception {
        assertEquals(1, salvage(file.concat(Bytes.of(1, 2, 3))).size());
        assertEquals(Optional.of(Bytes.of(3)), saved());
        assertEquals(2, salvage(file.slice(0, journal() + 2 * Journal.SLOT + 9)).size());
        assertEquals(Optional.of(Bytes.of(2)), saved());
    }

    @Test
    void anAreaThatDoesNotOpenIsDroppedAndTheOthersAreSaved() throws Exception {
        Header header = VscFile.inspect(path).header();
        Image.of(file).writeTo(path);
        Frame frame = Frame.parse(file);
        int base = Preamble.LENGTH + Blocks.padded(frame.preamble().headerLength());
        AreaEntry keys = frame.header().areas().get(2);
        List<String> dropped = salvage(Forgery.change(file, base + keys.offset() + keys.length() - 1, 1));
        assertTrue(dropped.contains("the whole secret-key area"), dropped::toString);
        assertEquals(header.cardId(), VscFile.inspect(target).header().cardId());
        assertEquals(Optional.of(Bytes.of(3)), saved());
    }

    @Test
    void aFileWithoutAHeaderCannotBeSavedAndNothingIsReplaced() throws Exception {
        Bytes damaged = Forgery.change(file, Preamble.LENGTH + 1, 1);
        assertThrows(VscException.class, () -> salvage(damaged));
        assertTrue(Files.notExists(target));
        salvage(file);
        VscException refused = assertThrows(VscException.class, () -> Salvage.run(path, target, Cards.NOT_ASKED));
        assertEquals(Failure.ALREADY_EXISTS, refused.failure());
    }

    @Test
    void aFileThatIsAsItShouldBeIsSaidToBe() throws Exception {
        FileCheck outside = FileCheck.ofOutside(path);
        FileCheck whole = FileCheck.of(path, Cards.NOT_ASKED, Optional.empty());
        assertTrue(whole.checked().size() > outside.checked().size());
        assertTrue(whole.notChecked().get(0).contains(Cards.GUARD), whole::toString);
        assertEquals(List.of(), whole.remarks());
        assertTrue(outside.notChecked().size() > 1);
        Image.of(Forgery.change(file, journal() + 3 * Journal.SLOT, 1)).writeTo(path);
        assertEquals(
                1,
                FileCheck.of(path, Cards.NOT_ASKED, Optional.empty()).remarks().size());
    }

    @Test
    void anUnknownExtensionThatIsNotCriticalIsToldAndKept() throws Exception {
        Forgery forgery = new Forgery(path);
        Extension extension = new Extension("2.25.42", false, Bytes.of(1, 2, 3));
        Image.of(forgery.with(forgery.withExtensions(extension))).writeTo(path);
        assertEquals(
                1,
                FileCheck.of(path, Cards.NOT_ASKED, Optional.empty()).remarks().size());
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            card.life().disable("");
        }
        assertEquals(List.of(extension), VscFile.inspect(path).header().extensions());
        Image.of(forgery.with(forgery.withExtensions(new Extension("2.25.42", true, Bytes.EMPTY))))
                .writeTo(path);
        VscException refused = assertThrows(VscException.class, () -> FileCheck.ofOutside(path));
        assertEquals(Failure.FILE_CRITICAL_EXTENSION, refused.failure());
    }
}
