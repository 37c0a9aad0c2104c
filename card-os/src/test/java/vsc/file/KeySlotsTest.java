// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vsc.crypto.DecryptionKey;
import vsc.crypto.KdfParameters;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

class KeySlotsTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.makeWithPassword(path);
    }

    private VscException refusal(PasswordSource source) {
        return assertThrows(VscException.class, () -> VscFile.open(path, source));
    }

    private void assertOpens(PasswordSource source) throws Exception {
        try (VscFile card = VscFile.open(path, source)) {
            assertEquals(Optional.of(Cards.PUBLIC_VALUE), card.store().publicData(Cards.CHUID));
        }
    }

    private static KdfParameters cost() {
        return Cards.CHEAP;
    }

    private KeySlots slots() throws VscException {
        return KeySlots.open(path, Factors.password("correct horse"));
    }

    @Test
    void aKeyFileOpensAndAnotherDoesNot() throws Exception {
        FileKey key = FileKey.generate();
        try (KeySlots slots = slots()) {
            assertEquals(1, slots.addKeyFile(key, Optional.empty(), cost()));
        }
        assertOpens(Factors.only(key));
        assertOpens(Cards.PASSWORD);
        assertEquals(
                Failure.WRONG_PASSWORD,
                refusal(Factors.only(FileKey.generate())).failure());
    }

    @Test
    void aFileThatWasNotMadeAsAKeyIsStretched() throws Exception {
        try (KeySlots slots = slots()) {
            slots.addKeyFile(FileKey.of(Cards.secret("cat"), "it"), Optional.empty(), cost());
        }
        assertOpens(Factors.only(FileKey.of(Cards.secret("cat"), "it")));
        VscException refused = refusal(Factors.only(FileKey.of(Cards.secret("dog"), "it")));
        assertEquals(path + " does not open with this key file", refused.getMessage());
        refused = refusal(Factors.only(FileKey.generate()));
        assertEquals(Failure.WRONG_PASSWORD, refused.failure());
    }

    @Test
    void twoFactorsOpenOnlyTogether() throws Exception {
        FileKey key = FileKey.generate();
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.of(Cards.secret("battery")), cost());
        }
        assertOpens(Factors.with(key, "battery"));
        assertEquals(
                path + " does not open with this key file and password",
                refusal(Factors.with(key, "correct horse")).getMessage());
        assertEquals(
                Failure.WRONG_PASSWORD,
                refusal(Factors.with(FileKey.generate(), "battery")).failure());
        assertEquals(
                Failure.WRONG_PASSWORD, refusal(Factors.password("battery")).failure());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"RSA_2048", "P_256"})
    void thePrivateKeyOfACertificateOpens(KeyType type) throws Exception {
        DecryptionKey key = Factors.privateKey(type);
        try (KeySlots slots = slots()) {
            slots.addRecipient("CN=Escrow", key.publicKey(), Optional.empty(), cost());
            assertEquals("1: certificate (CN=Escrow)", slots.list().get(1).toString());
        }
        assertOpens(Factors.only(key));
        assertEquals(
                path + " does not open with this private key",
                refusal(Factors.only(Factors.privateKey(type))).getMessage());
    }

    @Test
    void aComputerOpensWithoutAskingAndAnotherAsks() throws Exception {
        Factors.Computer computer = new Factors.Computer();
        try (KeySlots slots = slots()) {
            slots.addHost(computer, Optional.empty(), cost());
            slots.addHost(computer, Optional.of(Cards.secret("battery")), cost());
            slots.remove(1);
        }
        assertOpens(Factors.hosts("battery", computer));
        assertEquals(
                Failure.WRONG_PASSWORD,
                refusal(Factors.hosts("battery", new Factors.Computer())).failure());
        assertOpens(Factors.hosts("correct horse", new Factors.Computer()));
        try (KeySlots slots = slots()) {
            slots.addHost(computer, Optional.empty(), cost());
        }
        assertOpens(Factors.hosts("", computer));
        FileKey key = FileKey.generate();
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.empty(), cost());
        }
        try (KeySlots slots = KeySlots.open(path, Factors.only(key))) {
            slots.remove(0);
            slots.remove(2);
        }
        assertEquals(
                path + " does not open with this computer",
                refusal(Factors.hosts("", new Factors.Computer())).getMessage());
    }

    @Test
    void theLastSlotThatOpensEverywhereStays() throws Exception {
        try (KeySlots slots = slots()) {
            VscException refused = assertThrows(VscException.class, () -> slots.remove(0));
            assertEquals(Failure.NOT_SUPPORTED, refused.failure());
            slots.addHost(new Factors.Computer(), Optional.empty(), cost());
            assertThrows(VscException.class, () -> slots.remove(0));
            slots.addPassword(Cards.secret("battery"), cost());
            slots.remove(0);
            assertEquals(
                    Failure.OBJECT_NOT_FOUND,
                    assertThrows(VscException.class, () -> slots.remove(0)).failure());
        }
        assertOpens(Factors.password("battery"));
        assertEquals(Failure.WRONG_PASSWORD, refusal(Cards.PASSWORD).failure());
    }

    @Test
    void somebodyWithoutAPasswordIsToldWhatTheCardOpensWith() throws Exception {
        try (KeySlots slots = slots()) {
            slots.addKeyFile(FileKey.generate(), Optional.empty(), cost());
            slots.remove(0);
        }
        VscException refused = refusal(Cards.NOT_ASKED);
        assertEquals(Failure.SECRET_NEEDED, refused.failure());
        assertEquals(path + " has no password: it opens with key file", refused.getMessage());
    }

    @Test
    void theOpenSlotOfATestCardCanBeReplaced() throws Exception {
        Path test = folder.resolve("test.vsc");
        Cards.make(test);
        try (KeySlots slots = KeySlots.open(test, Cards.NOT_ASKED)) {
            slots.addPassword(Cards.secret("battery"), cost());
            slots.remove(0);
        }
        assertEquals(Lifecycle.TEST, VscFile.inspect(test).header().lifecycle());
        VscFile.open(test, Factors.password("battery")).close();
    }

    @Test
    void thePasswordOfTheSlotThatWasUsedIsChanged() throws Exception {
        FileKey key = FileKey.generate();
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.of(Cards.secret("battery")), cost());
        }
        VscFile.changePassword(path, Factors.with(key, "battery"), Cards.secret("staple"), cost(), Optional.empty());
        assertOpens(Factors.with(key, "staple"));
        assertOpens(Cards.PASSWORD);
        assertEquals(
                Failure.WRONG_PASSWORD, refusal(Factors.with(key, "battery")).failure());
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.empty(), cost());
        }
        VscException refused = assertThrows(
                VscException.class,
                () -> VscFile.changePassword(path, Factors.only(key), Cards.secret("x"), cost(), Optional.empty()));
        assertEquals(Failure.NOT_SUPPORTED, refused.failure());
    }

    @Test
    void aSlotOpensOnlyInItsPlace() throws Exception {
        FileKey key = FileKey.generate();
        DecryptionKey privateKey = Factors.privateKey(KeyType.P_256);
        List<RecoveryShare> shares;
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.empty(), cost());
            slots.addRecipient("CN=Escrow", privateKey.publicKey(), Optional.empty(), cost());
            slots.addHost(new Factors.Computer(), Optional.empty(), cost());
            shares = slots.split(2, 2, Map.of()).shares();
        }
        Header header = VscFile.inspect(path).header();
        for (Slot slot : header.slots()) {
            Slot elsewhere = new Slot(slot.number() + 1, slot.kind(), slot.body());
            assertThrows(Rejected.class, () -> KeySlot.parse(elsewhere, header.cardId()));
            Bytes otherCard = Bytes.ofInt(slot.number(), Preamble.ID_LENGTH);
            assertThrows(Rejected.class, () -> KeySlot.parse(slot, otherCard));
        }
        assertOpens(Factors.only(shares));
    }

    /** Whoever alters a slot gets nothing but a refusal, and never another key. */
    @Test
    void everyBitOfEverySlotMatters() throws Exception {
        FileKey key = FileKey.generate();
        List<RecoveryShare> shares;
        try (KeySlots slots = slots()) {
            slots.addKeyFile(key, Optional.empty(), cost());
            shares = slots.split(2, 3, Map.of()).shares();
            slots.remove(0);
        }
        Presented presented = new Presented(Optional.of(key), shares, Optional.empty(), List.of());
        Header header = VscFile.inspect(path).header();
        for (Slot slot : header.slots()) {
            unlock(slot, header.cardId(), presented);
            byte[] body = slot.body().toArray();
            for (int bit = 0; bit < body.length * 8; bit++) {
                body[bit / 8] ^= (byte) (1 << bit % 8);
                Slot altered = new Slot(slot.number(), slot.kind(), Bytes.copyOf(body));
                assertThrows(Rejected.class, () -> unlock(altered, header.cardId(), presented));
                body[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    private static void unlock(Slot slot, Bytes cardId, Presented presented) throws VscException {
        KeySlot.parse(slot, cardId)
                .unlock(cardId, presented, Optional.empty())
                .orElseThrow(() -> new Rejected(Failure.WRONG_PASSWORD, "has another commitment"))
                .close();
    }

    @Test
    void kindsOfALaterVersionSurvive() throws Exception {
        Path test = folder.resolve("test.vsc");
        Cards.make(test);
        Forgery forgery = new Forgery(test);
        List<Slot> extended = new ArrayList<>(forgery.header().slots());
        Slot unknown = new Slot(9, 77, Bytes.of(1, 2, 3));
        extended.add(unknown);
        Files.write(test, forgery.with(forgery.withSlots(extended)).toArray());
        try (KeySlots slots = KeySlots.open(test, Cards.NOT_ASKED)) {
            slots.addPassword(Cards.secret("battery"), cost());
            assertEquals("kind 77", slots.list().get(1).kind());
        }
        assertTrue(VscFile.inspect(test).header().slots().contains(unknown));
    }

    @Test
    void hostileCostsOfNewKindsAreRefusedToo() throws Exception {
        Bytes cardId = VscFile.inspect(path).header().cardId();
        Kdf cheap = new Kdf(new KdfParameters(8 << 10, 1, 1), "abcdefghijklmnopqrstuvwxyz");
        for (int tag : new int[] {0, Der.context(0)}) {
            Bytes body = DerWriter.sequenceOf(der -> {
                if (tag != 0) {
                    der.constructed(tag, () -> cheap.writeTo(der));
                    der.sequence(() -> {});
                } else {
                    der.sequence(() -> cheap.writeTo(der));
                }
            });
            Rejected refused =
                    assertThrows(Rejected.class, () -> KeySlot.parse(new Slot(1, Slot.KEY_FILE, body), cardId));
            assertEquals(Failure.FILE_KDF_LIMITS, refused.failure());
        }
    }

    @Test
    void nobodyIsMadeToDeriveHundredsOfKeys() throws Exception {
        try (KeySlots slots = slots()) {
            for (int i = 0; i < 3; i++) {
                FileKey other = FileKey.of(Cards.secret("cat " + i), "it");
                slots.addKeyFile(other, Optional.of(Cards.secret("battery")), cost());
            }
            slots.addPassword(Cards.secret("seventh and eighth are allowed"), cost());
            VscException refused =
                    assertThrows(VscException.class, () -> slots.addPassword(Cards.secret("ninth"), cost()));
            assertEquals(Failure.NOT_SUPPORTED, refused.failure());
        }
        assertOpens(Cards.PASSWORD);
        try (Secret password = Cards.PASSWORD.ask()) {
            assertEquals(13, password.length());
        }
    }
}
