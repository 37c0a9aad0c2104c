// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.CardKey;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;
import vsc.model.VscException;

class StoreTest {
    private static final Optional<PinState> ALL_TRIES = Optional.of(new PinState(3, 3));

    @TempDir
    Path folder;

    private Path path;
    private VscFile card;
    private ObjectStore store;

    @BeforeEach
    void openCard() throws Exception {
        path = folder.resolve("card.vsc");
        card = VscFile.create(path, Cards.card(Lifecycle.TEST), null, Cards.CHEAP, Cards::fill);
        store = card.store();
    }

    @AfterEach
    void closeCard() {
        card.close();
    }

    private void reopen() throws VscException {
        card.close();
        card = VscFile.open(path, Cards.NOT_ASKED);
        store = card.store();
    }

    private static void assertEndsWith(StatusWord statusWord, Executable action) {
        assertEquals(statusWord, assertThrows(CardError.class, action).statusWord());
    }

    @Test
    void eachWrongPinCostsATryUntilNoneIsLeft() throws Exception {
        assertEquals(new Verification.Wrong(2), Cards.verify(store, "000000"));
        assertEquals(new Verification.Wrong(1), Cards.verify(store, "000000"));
        reopen();
        assertEquals(new Verification.Wrong(0), Cards.verify(store, "000000"));
        long generation = card.generation();
        assertEquals(new Verification.Blocked(), Cards.verify(store, "123456"));
        assertEquals(generation, card.generation());
        reopen();
        assertEquals(new Verification.Blocked(), Cards.verify(store, "123456"));
    }

    @Test
    void theRightPinGivesAllTriesBack() throws Exception {
        Cards.verify(store, "000000");
        Cards.unlock(store).close();
        assertEquals(ALL_TRIES, store.pin(Cards.PIN));
        reopen();
        assertEquals(ALL_TRIES, store.pin(Cards.PIN));
    }

    @Test
    void withoutThePinNothingOfItsGuardOpens() {
        OpenGuards open = store.openedByActivation();
        assertTrue(open.opens(ObjectStore.OPEN_GUARD));
        assertFalse(open.opens(Cards.GUARD));
        assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.privateData(Cards.PRINTED, open));
        assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.use(Cards.SIGNATURE_KEY, open));
        assertEquals(KeyType.P_256, store.use(Cards.CARD_KEY, open).type());
    }

    @Test
    void nothingOpensAfterTheGuardsAreClosed() {
        OpenGuards guards = Cards.unlock(store);
        store.use(Cards.SIGNATURE_KEY, guards);
        guards.close();
        assertFalse(guards.opens(Cards.GUARD));
        assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.use(Cards.SIGNATURE_KEY, guards));
        assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.privateData(Cards.PRINTED, guards));
    }

    @Test
    void theOpenGuardStaysOpenWhoeverClosesIt() {
        store.openedByActivation().close();
        assertEquals(
                KeyType.P_256,
                store.use(Cards.CARD_KEY, store.openedByActivation()).type());
    }

    @Test
    void guardsOfAnotherCardAreNotTaken() throws Exception {
        try (VscFile other = VscFile.create(
                        folder.resolve("other.vsc"), Cards.card(Lifecycle.TEST), null, Cards.CHEAP, Cards::fill);
                OpenGuards guards = Cards.unlock(other.store())) {
            assertTrue(guards.opens(Cards.GUARD));
            assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.use(Cards.SIGNATURE_KEY, guards));
            assertEndsWith(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    () -> store.use(Cards.CARD_KEY, other.store().openedByActivation()));
        }
    }

    @Test
    void aKeyIsUnsealedOnceAndAReplacedOneAnew() {
        try (OpenGuards guards = Cards.unlock(store)) {
            CardKey first = store.use(Cards.SIGNATURE_KEY, guards);
            assertSame(first, store.use(Cards.SIGNATURE_KEY, guards));
            store.commit(edit -> Cards.putKey(edit, Cards.SIGNATURE_KEY, Cards.GUARD));
            assertNotSame(first, store.use(Cards.SIGNATURE_KEY, guards));
            store.commit(edit -> edit.deleteKey(Cards.SIGNATURE_KEY));
            assertEndsWith(StatusWord.REFERENCED_DATA_NOT_FOUND, () -> store.use(Cards.SIGNATURE_KEY, guards));
        }
    }

    @Test
    void whatWasSealedToAReplacedGuardIsLost() {
        try (OpenGuards old = Cards.unlock(store)) {
            store.use(Cards.SIGNATURE_KEY, old);
            store.commit(edit -> {
                try (OpenGuards fresh = edit.createGuards(Cards.GUARD);
                        Secret pin = Cards.secret("123456")) {
                    edit.setPin(Cards.PIN, pin, 3, fresh, Cards.GUARD);
                }
            });
            assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.use(Cards.SIGNATURE_KEY, old));
        }
        try (OpenGuards fresh = Cards.unlock(store)) {
            assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.use(Cards.SIGNATURE_KEY, fresh));
            assertEndsWith(StatusWord.SECURITY_STATUS_NOT_SATISFIED, () -> store.privateData(Cards.PRINTED, fresh));
        }
    }

    @Test
    void aNewPinOpensTheSameGuards() throws Exception {
        try (OpenGuards guards = Cards.unlock(store)) {
            store.commit(edit -> {
                try (Secret pin = Cards.secret("654321")) {
                    edit.setPin(Cards.PIN, pin, 5, guards, Cards.GUARD);
                }
            });
        }
        reopen();
        assertEquals(new Verification.Wrong(4), Cards.verify(store, "123456"));
        try (OpenGuards guards = ((Verification.Right) Cards.verify(store, "654321")).guards()) {
            assertEquals(Cards.PRIVATE_VALUE, store.privateData(Cards.PRINTED, guards));
        }
        assertEquals(Optional.of(new PinState(5, 5)), store.pin(Cards.PIN));
    }

    @Test
    void aPinCannotBeSetForAGuardThatIsNotOpen() {
        assertEndsWith(
                StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                () -> store.commit(
                        edit -> edit.setPin(Cards.PIN, Cards.secret("0"), 3, store.openedByActivation(), Cards.GUARD)));
    }

    @Test
    void somethingCanBeWrittenForAGuardThatIsNotOpen() {
        Bytes value = Bytes.ascii("written by an administrator");
        store.commit(edit -> edit.putPrivate(Cards.PRINTED, Cards.GUARD, value));
        try (OpenGuards guards = Cards.unlock(store)) {
            assertEquals(value, store.privateData(Cards.PRINTED, guards));
        }
    }

    @Test
    void anObjectMovesFromAreaToArea() {
        store.commit(edit -> edit.putPublic(Cards.PRINTED, Bytes.of(1)));
        assertEquals(Optional.empty(), store.guardOf(Cards.PRINTED));
        assertEquals(Optional.of(Bytes.of(1)), store.publicData(Cards.PRINTED));
        store.commit(edit -> edit.putPrivate(Cards.PRINTED, Cards.GUARD, Bytes.of(2)));
        assertEquals(Optional.empty(), store.publicData(Cards.PRINTED));
        store.commit(edit -> edit.deleteData(Cards.PRINTED));
        assertEquals(Optional.empty(), store.guardOf(Cards.PRINTED));
    }

    @Test
    void whatIsNotThereHasItsStatusWord() {
        OpenGuards open = store.openedByActivation();
        ObjectId nothing = new ObjectId("piv", 1);
        assertEndsWith(StatusWord.FILE_NOT_FOUND, () -> store.privateData(nothing, open));
        assertEndsWith(StatusWord.REFERENCED_DATA_NOT_FOUND, () -> store.use(nothing, open));
        assertEndsWith(StatusWord.REFERENCED_DATA_NOT_FOUND, () -> store.verify("none", Cards.secret("1")));
        assertEquals(Optional.empty(), store.pin("none"));
        assertEquals(Optional.empty(), store.key(nothing));
    }

    @Test
    void aChangeThatFailsHalfwayLeavesEverythingAsItWas() throws Exception {
        Bytes before = Forgery.read(path);
        assertThrows(
                IllegalStateException.class,
                () -> store.commit(edit -> {
                    edit.deleteData(Cards.CHUID);
                    edit.deleteKey(Cards.SIGNATURE_KEY);
                    throw new IllegalStateException("on purpose");
                }));
        assertEquals(Optional.of(Cards.PUBLIC_VALUE), store.publicData(Cards.CHUID));
        assertTrue(store.key(Cards.SIGNATURE_KEY).isPresent());
        assertEquals(before, Forgery.read(path));
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheCardGoesOn() throws Exception {
        Bytes before = Forgery.read(path);
        Bytes large = Bytes.adopt(new byte[Frame.MAX_LENGTH - 2 * 1024]);
        assertEndsWith(StatusWord.NOT_ENOUGH_MEMORY, () -> store.commit(edit -> edit.putPublic(Cards.CHUID, large)));
        assertEndsWith(
                StatusWord.NOT_ENOUGH_MEMORY,
                () -> store.commit(edit -> edit.putPublic(Cards.CHUID, Bytes.adopt(new byte[Frame.MAX_LENGTH + 1]))));
        assertEndsWith(
                StatusWord.NOT_ENOUGH_MEMORY,
                () -> store.commit(edit -> {
                    for (int i = 0; i <= Content.MAX_OBJECTS; i++) {
                        edit.putPublic(new ObjectId("x", i), Bytes.EMPTY);
                    }
                }));
        assertEquals(before, Forgery.read(path));
        assertEquals(Optional.of(Cards.PUBLIC_VALUE), store.publicData(Cards.CHUID));
    }

    @Test
    void aCardCanBeAlmostAsLargeAsAFile() throws Exception {
        Bytes large = Bytes.adopt(new byte[Frame.MAX_LENGTH - (20 << 10) - (256 << 10)]);
        store.commit(edit -> edit.putPublic(Cards.CHUID, large));
        assertTrue(Files.size(path) > large.length());
        reopen();
        assertEquals(Optional.of(large), store.publicData(Cards.CHUID));
    }

    @Test
    void aNewCardThatWouldBeTooLargeIsNotMade() {
        Path huge = folder.resolve("huge.vsc");
        VscException refused = assertThrows(
                VscException.class,
                () -> VscFile.create(
                        huge,
                        Cards.card(Lifecycle.TEST),
                        null,
                        Cards.CHEAP,
                        edit -> edit.putPublic(Cards.CHUID, Bytes.adopt(new byte[Frame.MAX_LENGTH]))));
        assertEquals(Failure.FILE_SIZE, refused.failure());
        assertTrue(Files.notExists(huge));
    }

    @Test
    void aKeyThatIsNoneDoesNotBringTheCardDown() {
        store.commit(edit -> edit.putKey(
                Cards.CARD_KEY,
                new KeyRecord(KeyType.P_256, ObjectStore.OPEN_GUARD, Bytes.EMPTY, Bytes.EMPTY),
                Cards.secret("not a key")));
        assertEndsWith(StatusWord.MEMORY_FAILURE, () -> store.use(Cards.CARD_KEY, store.openedByActivation()));
        assertEquals(ALL_TRIES, store.pin(Cards.PIN));
    }

    @Test
    void aGuardPlantedBySomebodyWithTheAreaKeysIsNotTaken() throws Exception {
        card.close();
        Forgery forgery = new Forgery(path);
        Content from = forgery.card.content();
        try (NewKey planted = NewKey.generate(KeyType.P_256)) {
            TreeMap<String, Guard> guards = new TreeMap<>(from.passwordArea().guards());
            guards.put(Cards.GUARD, new Guard(Cards.GUARD, planted.publicKey(), Optional.empty(), Optional.empty()));
            PasswordArea passwords = new PasswordArea(
                    from.passwordArea().pepper(),
                    Optional.empty(),
                    guards,
                    from.passwordArea().pins());
            Content forged = new Content(from.publicArea(), from.privateArea(), from.secretKeyArea(), passwords);
            Files.write(path, forgery.with(forged).toArray());
        }
        card = VscFile.open(path, Cards.NOT_ASKED);
        assertEndsWith(StatusWord.MEMORY_FAILURE, () -> Cards.verify(card.store(), "123456"));
    }

    @Test
    void aClosedCardGivesNothing() {
        OpenGuards guards = Cards.unlock(store);
        card.close();
        assertFalse(guards.opens(Cards.GUARD));
        assertEndsWith(StatusWord.MEMORY_FAILURE, () -> store.publicData(Cards.CHUID));
        assertEndsWith(StatusWord.MEMORY_FAILURE, () -> store.openedByActivation());
    }

    @Test
    void aGuardOfACardWithARecoveryKeyIsSealedToThatToo() throws Exception {
        card.close();
        Forgery forgery = new Forgery(path);
        Content from = forgery.card.content();
        try (SealingKey recovery = SealingKey.generate()) {
            PasswordArea passwords = new PasswordArea(
                    from.passwordArea().pepper(),
                    Optional.of(recovery.publicKey()),
                    from.passwordArea().guards(),
                    from.passwordArea().pins());
            Content recoverable = new Content(from.publicArea(), from.privateArea(), from.secretKeyArea(), passwords);
            Files.write(path, forgery.with(recoverable).toArray());
            card = VscFile.open(path, Cards.NOT_ASKED);
            card.store().commit(edit -> edit.createGuards("new").close());
            card.close();
            Guard sealed = Objects.requireNonNull(
                    new Forgery(path).card.content().passwordArea().guards().get("new"));
            try (Secret key = sealed.recovery().orElseThrow().open(recovery);
                    SealingKey opened = SealingKey.open(key)) {
                assertEquals(sealed.publicKey(), opened.publicKey());
            }
        }
    }
}
