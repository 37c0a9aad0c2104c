// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.DecryptionKey;
import vsc.crypto.EcKey;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;
import vsc.model.VscException;

/** Recovery, and new keys for a whole card. */
class RecoveryTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.makeWithPassword(path);
    }

    private KeySlots slots() throws VscException {
        return KeySlots.open(path, Factors.password("correct horse"));
    }

    private static Map<String, Secret> pin(String value) {
        return Map.of(Cards.PIN, Cards.secret(value));
    }

    private RecoveryReport split(int threshold, int count, Map<String, Secret> pins) throws VscException {
        try (KeySlots slots = slots()) {
            return slots.split(threshold, count, pins);
        }
    }

    private VscException refusal(PasswordSource source) {
        return assertThrows(VscException.class, () -> VscFile.open(path, source));
    }

    private static void assertUsable(VscFile card) {
        OpenGuards guards = card.recovered().orElseThrow();
        assertTrue(guards.opens(Cards.GUARD));
        assertEquals(Cards.PRIVATE_VALUE, card.store().privateData(Cards.PRINTED, guards));
        EcKey key = (EcKey) card.store().use(Cards.SIGNATURE_KEY, guards);
        assertTrue(key.sign(Bytes.ascii("hash")).length() > 60);
    }

    @Test
    void sharesOpenTheCardAndItsKeysSignWithoutThePin() throws Exception {
        RecoveryReport report = split(3, 5, pin("123456"));
        assertEquals(Set.of("open", Cards.GUARD), report.protectedGuards());
        assertEquals(Set.of(), report.unprotectedGuards());
        List<RecoveryShare> shares = report.shares();
        List<RecoveryShare> three = List.of(shares.get(4), shares.get(0), shares.get(2));
        try (VscFile card = VscFile.open(path, Factors.only(three))) {
            assertUsable(card);
        }
        try (VscFile card = VscFile.open(path, Factors.only(shares))) {
            assertUsable(card);
        }
        try (VscFile card = VscFile.open(path, Cards.PASSWORD)) {
            assertEquals(Optional.empty(), card.recovered());
            assertEquals(Optional.of(new PinState(3, 3)), card.store().pin(Cards.PIN));
        }
    }

    @Test
    void aNewPinIsSetByRecovery() throws Exception {
        List<RecoveryShare> shares = split(2, 2, pin("123456")).shares();
        try (VscFile card = VscFile.open(path, Factors.only(shares))) {
            OpenGuards guards = card.recovered().orElseThrow();
            card.store().commit(edit -> edit.setPin(Cards.PIN, Cards.secret("654321"), 3, guards, Cards.GUARD));
        }
        try (VscFile card = VscFile.open(path, Cards.PASSWORD)) {
            assertInstanceOf(Verification.Wrong.class, Cards.verify(card.store(), "123456"));
            Verification.Right right = assertInstanceOf(Verification.Right.class, Cards.verify(card.store(), "654321"));
            assertEquals(Cards.PRIVATE_VALUE, card.store().privateData(Cards.PRINTED, right.guards()));
        }
    }

    @Test
    void aGuardWhosePinWasNotGivenIsNamed() throws Exception {
        RecoveryReport report = split(2, 3, Map.of());
        assertEquals(Set.of(Cards.GUARD), report.unprotectedGuards());
        try (VscFile card = VscFile.open(path, Factors.only(report.shares()))) {
            assertFalse(card.recovered().orElseThrow().opens(Cards.GUARD));
        }
    }

    @Test
    void aGuardMadeLaterIsRecoverable() throws Exception {
        List<RecoveryShare> shares = split(2, 3, Map.of()).shares();
        try (VscFile card = VscFile.open(path, Cards.PASSWORD)) {
            card.store().commit(edit -> {
                edit.createGuards("later").close();
                edit.putPrivate(Cards.PRINTED, "later", Cards.PRIVATE_VALUE);
            });
        }
        try (VscFile card = VscFile.open(path, Factors.only(shares))) {
            assertEquals(
                    Cards.PRIVATE_VALUE,
                    card.store().privateData(Cards.PRINTED, card.recovered().orElseThrow()));
        }
    }

    @Test
    void aWrongPinCostsATryAndAddsNothing() throws Exception {
        VscException refused = assertThrows(VscException.class, () -> split(2, 3, pin("999999")));
        assertEquals(Failure.WRONG_PIN, refused.failure());
        assertEquals("The piv-pin is wrong; 2 tries are left.", refused.getMessage());
        assertThrows(VscException.class, () -> split(2, 3, pin("999999")));
        assertThrows(VscException.class, () -> split(2, 3, pin("999999")));
        assertEquals(
                Failure.PIN_BLOCKED,
                assertThrows(VscException.class, () -> split(2, 3, pin("123456")))
                        .failure());
        assertEquals(1, VscFile.inspect(path).header().slots().size());
    }

    @Test
    void tooFewSharesAndThoseOfOthersAreNamed() throws Exception {
        List<RecoveryShare> shares = split(3, 5, Map.of()).shares();
        VscException refused = refusal(Factors.only(List.of(shares.get(1), shares.get(3), shares.get(1))));
        assertEquals(Failure.SECRET_NEEDED, refused.failure());
        assertEquals(path + " needs 3 recovery shares and has got 2 [2, 4]", refused.getMessage());

        Path other = folder.resolve("other.vsc");
        Cards.makeWithPassword(other);
        refused = assertThrows(VscException.class, () -> VscFile.open(other, Factors.only(shares)));
        assertEquals(Failure.WRONG_PASSWORD, refused.failure());
        assertTrue(refused.getMessage().contains("share 1: it is of another card"), refused.getMessage());

        split(3, 5, Map.of());
        refused = refusal(Factors.only(shares));
        assertEquals(Failure.WRONG_PASSWORD, refused.failure());
        assertTrue(refused.getMessage().contains("of a split that the card does not know"), refused.getMessage());
    }

    @Test
    void aWrongValueInAShareIsAWrongSecret() throws Exception {
        List<RecoveryShare> shares = split(2, 2, Map.of()).shares();
        shares.get(1).value().expose()[7] ^= 1;
        assertEquals(
                path + " does not open with this set of shares",
                refusal(Factors.only(shares)).getMessage());
    }

    @Test
    void aSecondSplitReplacesTheFirstUnlessItsSharesAreThere() throws Exception {
        List<RecoveryShare> first = split(2, 2, pin("123456")).shares();
        RecoveryReport again;
        try (KeySlots slots = KeySlots.open(path, Factors.only(first))) {
            again = slots.split(2, 3, Map.of());
        }
        assertEquals(List.of(), again.dropped());
        assertEquals(Set.of(), again.unprotectedGuards());
        VscFile.open(path, Factors.only(first)).close();
        RecoveryReport third = split(2, 2, pin("123456"));
        assertEquals(
                List.of("1: recovery shares (any 2 of 2)", "2: recovery shares (any 2 of 3)"),
                third.dropped().stream().map(SlotDescription::toString).toList());
        refusal(Factors.only(first));
        refusal(Factors.only(again.shares()));
        try (VscFile card = VscFile.open(path, Factors.only(third.shares()))) {
            assertUsable(card);
        }
    }

    @Test
    void withoutASlotForRecoveryNothingIsSealedToIt() throws Exception {
        int slot = split(2, 2, pin("123456")).slot();
        try (KeySlots slots = slots()) {
            slots.remove(slot);
        }
        Acceptance card = Acceptance.of(Forgery.read(path), Cards.PASSWORD);
        assertEquals(Optional.empty(), card.content().passwordArea().recoveryKey());
        assertTrue(card.content().passwordArea().guards().values().stream()
                .allMatch(guard -> guard.recovery().isEmpty()));
    }

    @Test
    void aNewPasswordTakesThePlaceOfAForgottenOne() throws Exception {
        List<RecoveryShare> shares = split(2, 2, Map.of()).shares();
        try (KeySlots slots = KeySlots.open(path, Factors.only(shares))) {
            slots.resetPassword(Cards.secret("battery"), Cards.CHEAP);
        }
        assertEquals(Failure.WRONG_PASSWORD, refusal(Cards.PASSWORD).failure());
        VscFile.open(path, Factors.password("battery")).close();
        VscFile.open(path, Factors.only(shares)).close();
    }

    @Test
    void anOldCopyWithItsOldPasswordDoesNotOpenWhatWasReKeyed() throws Exception {
        Path old = Files.copy(path, folder.resolve("old.vsc"));
        Acceptance before = Acceptance.of(Forgery.read(old), Cards.PASSWORD);
        Set<String> renewed;
        try (KeySlots slots = slots();
                RekeyPlan plan = slots.plan(false)) {
            assertEquals(List.of(), plan.dropped());
            renewed = slots.rekey(plan, pin("123456"));
        }
        assertEquals(Set.of("open", Cards.GUARD), renewed);
        VscException refused;
        try (Secret oldKeys = before.keys().export()) {
            refused = assertThrows(VscException.class, () -> VscFile.open(path, oldKeys));
        }
        assertEquals(Failure.FILE_AUTHENTICITY, refused.failure());
        Acceptance after = Acceptance.of(Forgery.read(path), Cards.PASSWORD);
        assertThrows(Rejected.class, () -> Content.open(after.frame(), before.keys()));
        before.content().passwordArea().guards().forEach((name, guard) -> {
            Guard now = after.content().passwordArea().guards().get(name);
            assertTrue(now != null && !now.publicKey().equals(guard.publicKey()), name);
        });
        try (VscFile card = VscFile.open(path, Cards.PASSWORD)) {
            OpenGuards guards = Cards.unlock(card.store());
            assertEquals(Cards.PRIVATE_VALUE, card.store().privateData(Cards.PRINTED, guards));
            assertTrue(((EcKey) card.store().use(Cards.SIGNATURE_KEY, guards))
                            .sign(Bytes.ascii("hash"))
                            .length()
                    > 60);
            OpenGuards open = card.store().openedByActivation();
            assertTrue(((EcKey) card.store().use(Cards.CARD_KEY, open))
                            .sign(Bytes.ascii("hash"))
                            .length()
                    > 60);
        }
    }

    @Test
    void aGuardWhosePinWasNotGivenIsNotRenewedAndStillWorks() throws Exception {
        try (KeySlots slots = slots();
                RekeyPlan plan = slots.plan(false)) {
            assertEquals(Set.of(ObjectStore.OPEN_GUARD), slots.rekey(plan, Map.of()));
            slots.addPassword(Cards.secret("battery"), Cards.CHEAP);
        }
        try (VscFile card = VscFile.open(path, Factors.password("battery"))) {
            assertEquals(Cards.PRIVATE_VALUE, card.store().privateData(Cards.PRINTED, Cards.unlock(card.store())));
        }
    }

    @Test
    void whatIsNotPresentedIsDroppedAndNamed() throws Exception {
        FileKey kept = FileKey.generate();
        DecryptionKey escrow = Factors.privateKey(KeyType.RSA_2048);
        try (KeySlots slots = slots()) {
            slots.addKeyFile(FileKey.generate(), Optional.empty(), Cards.CHEAP);
            slots.addKeyFile(kept, Optional.empty(), Cards.CHEAP);
            slots.addPassword(Cards.secret("battery"), Cards.CHEAP);
            slots.addRecipient("CN=Escrow", escrow.publicKey(), Optional.empty(), Cards.CHEAP);
            slots.addRecipient("CN=Both", escrow.publicKey(), Optional.of(Cards.secret("x")), Cards.CHEAP);
            slots.split(2, 2, Map.of());
        }
        try (KeySlots slots = KeySlots.open(path, Factors.with(kept, "battery"));
                RekeyPlan plan = slots.plan(false)) {
            assertEquals(
                    List.of(2, 3, 4),
                    plan.kept().stream().map(SlotDescription::number).toList());
            assertEquals(
                    List.of(
                            "0: password",
                            "1: key file",
                            "5: certificate and password (CN=Both)",
                            "6: recovery shares (any 2 of 2)"),
                    plan.dropped().stream().map(SlotDescription::toString).toList());
            slots.rekey(plan, Map.of());
        }
        VscFile.open(path, Factors.only(kept)).close();
        VscFile.open(path, Factors.password("battery")).close();
        VscFile.open(path, Factors.only(escrow)).close();
        assertEquals(Failure.WRONG_PASSWORD, refusal(Cards.PASSWORD).failure());
        Acceptance card = Acceptance.of(Forgery.read(path), Factors.password("battery"));
        assertEquals(Optional.empty(), card.content().passwordArea().recoveryKey());
    }

    @Test
    void sealingKeepsTheSlotsForRecoveryAlone() throws Exception {
        List<RecoveryShare> shares;
        DecryptionKey escrow = Factors.privateKey(KeyType.P_256);
        try (KeySlots slots = slots()) {
            slots.addRecoveryRecipient("CN=Escrow", escrow.publicKey(), pin("123456"));
            shares = slots.split(2, 3, Map.of()).shares();
            try (RekeyPlan plan = slots.plan(true)) {
                slots.rekey(plan, Map.of());
            }
        }
        assertEquals(
                path + " has no password: it opens with certificate (CN=Escrow) or recovery shares (any 2 of 3)",
                refusal(Cards.NOT_ASKED).getMessage());
        try (VscFile card = VscFile.open(path, Factors.only(shares.subList(1, 3)))) {
            assertUsable(card);
        }
        try (VscFile card = VscFile.open(path, Factors.only(escrow))) {
            assertUsable(card);
        }
    }

    @Test
    void nothingIsReKeyedIfNothingWouldOpenIt() throws Exception {
        Bytes before = Forgery.read(path);
        try (KeySlots slots = slots()) {
            VscException refused = assertThrows(VscException.class, () -> slots.plan(true));
            assertEquals(Failure.NOT_SUPPORTED, refused.failure());
        }
        assertEquals(before, Forgery.read(path));
    }

    @Test
    void aRecoveryKeyThatIsNoLongerKnownIsReplaced() throws Exception {
        DecryptionKey escrow = Factors.privateKey(KeyType.P_256);
        try (KeySlots slots = slots()) {
            slots.addRecoveryRecipient("CN=Escrow", escrow.publicKey(), pin("123456"));
        }
        Bytes first = recoveryKey();
        try (KeySlots slots = slots();
                RekeyPlan plan = slots.plan(false)) {
            slots.rekey(plan, pin("123456"));
        }
        assertNotEquals(first, recoveryKey());
        try (VscFile card = VscFile.open(path, Factors.only(escrow))) {
            assertUsable(card);
        }
    }

    private Bytes recoveryKey() throws Exception {
        return Acceptance.of(Forgery.read(path), Cards.PASSWORD)
                .content()
                .passwordArea()
                .recoveryKey()
                .orElseThrow();
    }
}
