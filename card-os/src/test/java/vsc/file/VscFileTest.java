// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.EcKey;
import vsc.crypto.KdfParameters;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.VscException;

class VscFileTest {
    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("card.vsc");
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(VscException.class, action).failure();
    }

    @Test
    void everythingThatWasPutInComesBack() throws Exception {
        Cards.makeWithPassword(path());
        try (VscFile card = VscFile.open(path(), Cards.PASSWORD)) {
            ObjectStore store = card.store();
            assertEquals(Optional.of(Cards.PUBLIC_VALUE), store.publicData(Cards.CHUID));
            assertEquals(Optional.of(Cards.GUARD), store.guardOf(Cards.PRINTED));
            assertEquals(Optional.of(new PinState(3, 3)), store.pin(Cards.PIN));
            assertEquals(
                    List.of(Cards.SIGNATURE_KEY, Cards.CARD_KEY),
                    List.copyOf(store.keys("piv").keySet()));
            try (OpenGuards guards = Cards.unlock(store)) {
                assertEquals(Cards.PRIVATE_VALUE, store.privateData(Cards.PRINTED, guards));
                EcKey key = (EcKey) store.use(Cards.SIGNATURE_KEY, guards);
                assertTrue(key.sign(Bytes.ascii("hash")).length() > 60);
            }
        }
    }

    @Test
    void theHeaderTellsWhatTheCardIs() throws Exception {
        Cards.make(path());
        Inspection seen = VscFile.inspect(path());
        Header header = seen.header();
        assertEquals("Tést card", header.label());
        assertEquals(Lifecycle.TEST, header.lifecycle());
        assertEquals(Files.size(path()), header.length());
        assertEquals(Cards.card(Lifecycle.TEST).applications(), header.applications());
        assertEquals(List.of(new PinRule(Cards.PIN, 6, 8)), header.pinRules());
        assertEquals(List.of(ObjectStore.OPEN_GUARD, Cards.GUARD), header.guards());
        assertEquals(Bytes.ascii("IBMVSC000000000000"), header.attributes().get("serial"));
        assertEquals(Slot.OPEN, header.slots().get(0).kind());
        assertEquals(Cards.PUBLIC_VALUE.length(), seen.publicObjects().get(Cards.CHUID));
        assertEquals(1, seen.generation());
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws Exception {
        Cards.make(path());
        try (VscFile card = VscFile.open(path(), Cards.NOT_ASKED)) {
            card.store().commit(edit -> edit.deleteData(Cards.CHUID));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        try (var names = Files.list(folder)) {
            assertEquals(Set.of(path()), Set.copyOf(names.toList()));
        }
    }

    @Test
    void aWrongPasswordHasItsOwnCode() throws Exception {
        Cards.makeWithPassword(path());
        assertEquals(Failure.WRONG_PASSWORD, failure(() -> VscFile.open(path(), () -> Cards.secret("correct hearse"))));
    }

    @Test
    void onlyATestCardCanDoWithoutAPassword() {
        assertEquals(
                Failure.SECRET_NEEDED,
                failure(() -> VscFile.create(
                        path(), Cards.card(Lifecycle.ACTIVE), null, KdfParameters.DEFAULT, Cards::fill)));
        assertTrue(Files.notExists(path()));
    }

    @Test
    void anExistingFileIsNeverReplacedByCreate() throws Exception {
        Files.writeString(path(), "mine");
        assertEquals(Failure.ALREADY_EXISTS, failure(() -> Cards.make(path())));
        assertEquals("mine", Files.readString(path()));
    }

    @Test
    void aDanglingLinkIsNotFollowedByCreate() throws Exception {
        Files.createSymbolicLink(path(), folder.resolve("elsewhere"));
        assertEquals(Failure.ALREADY_EXISTS, failure(() -> Cards.make(path())));
        assertTrue(Files.notExists(folder.resolve("elsewhere")));
    }

    @Test
    void aLinkIsStillALinkAfterASave() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("card.vsc");
        Cards.make(real);
        Files.createSymbolicLink(path(), real);
        try (VscFile card = VscFile.open(path(), Cards.NOT_ASKED)) {
            card.store().commit(edit -> edit.deleteData(Cards.CHUID));
        }
        assertTrue(Files.isSymbolicLink(path()));
        assertEquals(2, VscFile.inspect(real).generation());
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        assertEquals(Failure.FILE_NOT_FOUND, failure(() -> VscFile.inspect(path())));
        assertEquals(Failure.FILE_NOT_FOUND, failure(() -> VscFile.open(path(), Cards.NOT_ASKED)));
        assertEquals(Failure.FILE_NOT_FOUND, failure(() -> Cards.make(folder.resolve("no/card.vsc"))));
    }

    @Test
    void aFolderIsNotACard() {
        VscException refused = assertThrows(VscException.class, () -> VscFile.inspect(folder));
        assertEquals(Failure.FILE_MAGIC, refused.failure());
        assertEquals(folder + " is not a file", refused.getMessage());
    }

    @Test
    void eachChangeIsCounted() throws Exception {
        Cards.make(path());
        try (VscFile card = VscFile.open(path(), Cards.NOT_ASKED)) {
            card.store().commit(edit -> {});
            assertEquals(2, card.generation());
        }
        Bytes tag =
                Frame.parse(Bytes.adopt(Files.readAllBytes(path()))).preamble().tag();
        try (VscFile card = VscFile.open(path(), Cards.NOT_ASKED)) {
            card.store().commit(edit -> {});
            assertEquals(3, card.generation());
            assertEquals(tag, card.header().previous());
        }
    }
}
