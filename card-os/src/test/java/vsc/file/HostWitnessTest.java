// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** A computer that remembers the cards it has seen. */
class HostWitnessTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void make() throws Exception {
        path = folder.resolve("card.vsc");
        try (Secret password = Cards.PASSWORD.ask()) {
            VscFile.create(new LocalDisk(), 8, path, Cards.card(Lifecycle.ACTIVE), password, Cards.CHEAP, Cards::fill)
                    .close();
        }
    }

    private Optional<HostWitness> host(String name, boolean acceptOlder) {
        return Optional.of(new HostWitness(folder.resolve(name), acceptOlder));
    }

    private VscFile open(String host) throws VscException {
        return VscFile.open(path, Cards.PASSWORD, host(host, false));
    }

    private void change(String host, int value) throws VscException {
        try (VscFile card = open(host)) {
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(value)));
        }
    }

    private Failure refusal(String host) throws Exception {
        Bytes before = Forgery.read(path);
        Failure failure = assertThrows(VscException.class, () -> open(host)).failure();
        assertEquals(before, Forgery.read(path), "what is refused is not touched");
        return failure;
    }

    @Test
    void aCardThatGoesOnIsTheSameCard() throws Exception {
        for (int i = 0; i < 3; i++) {
            change("here", i);
        }
        change("elsewhere", 4);
        open("here").close();
    }

    @Test
    void anOlderCopyIsRefusedAndCanBeAccepted() throws Exception {
        Bytes old = Forgery.read(path);
        change("here", 1);
        Bytes current = Forgery.read(path);
        Image.of(old).writeTo(path);
        assertEquals(Failure.CARD_OLDER, refusal("here"));
        open("elsewhere").close();
        VscFile.open(path, Cards.PASSWORD, host("here", true)).close();
        open("here").close();
        try (VscFile card = open("here")) {
            assertEquals(
                    LogEntry.Event.BRANCHED, card.life().log().entries().get(0).event());
        }
        Image.of(current).writeTo(path);
        assertEquals(Failure.CARD_FORKED, refusal("here"));
    }

    @Test
    void anAcceptedCopyHasNoMoreTriesThanBefore() throws Exception {
        Bytes old = Forgery.read(path);
        try (VscFile card = open("here")) {
            Cards.verify(card.store(), "999999");
        }
        Image.of(old).writeTo(path);
        try (VscFile card = VscFile.open(path, Cards.PASSWORD, host("here", true))) {
            assertEquals(
                    Cards.TRIES - 1, card.store().pin(Cards.PIN).orElseThrow().triesLeft());
        }
    }

    @Test
    void aJournalThatWasCutIsAnOlderCopy() throws Exception {
        Path killed = folder.resolve("killed.vsc");
        Bytes empty = Forgery.read(path);
        try (VscFile card = open("here")) {
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(1)));
            Files.copy(path, killed);
        }
        Image.of(Forgery.read(killed)).writeTo(path);
        try (VscFile card = open("elsewhere")) {
            assertEquals(2, card.generation() + 1);
            Image.of(Forgery.read(killed)).writeTo(killed);
        }
        Acceptance used = Acceptance.of(Forgery.read(killed), Cards.PASSWORD);
        HostWitness host = new HostWitness(folder.resolve("third"), false);
        host.check(used);
        Rejected refused = assertThrows(Rejected.class, () -> host.check(Acceptance.of(empty, Cards.PASSWORD)));
        assertEquals(Failure.CARD_OLDER, refused.failure());
    }

    @Test
    void aCardThatWasChangedInTwoPlacesIsAFork() throws Exception {
        open("here").close();
        Bytes both = Forgery.read(path);
        change("elsewhere", 2);
        Bytes there = Forgery.read(path);
        Image.of(both).writeTo(path);
        change("here", 1);
        Image.of(there).writeTo(path);
        assertEquals(Failure.CARD_FORKED, refusal("here"));
    }

    @Test
    void anOldCopyWithOtherKeysIsRefusedAndANewOneFollows() throws Exception {
        open("here").close();
        Bytes old = Forgery.read(path);
        try (KeySlots slots = KeySlots.open(path, Factors.password("correct horse"), host("here", false));
                RekeyPlan plan = slots.plan(false)) {
            slots.rekey(plan, Map.of());
        }
        open("here").close();
        Bytes fresh = Forgery.read(path);
        Image.of(old).writeTo(path);
        assertEquals(Failure.CARD_OLDER, refusal("here"));
        change("elsewhere", 1);
        change("elsewhere", 2);
        assertEquals(Failure.CARD_FORKED, refusal("here"));
        Image.of(fresh).writeTo(path);
        open("here").close();
    }

    @Test
    void aTestCardThatEverybodyOpensIsNotRefused() throws Exception {
        Files.delete(path);
        Cards.make(path, 8);
        Bytes old = Forgery.read(path);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED, host("here", false))) {
            card.store().commit(edit -> edit.putPublic(Cards.CHUID, Bytes.of(1)));
        }
        assertNotEquals(old, Forgery.read(path));
        Image.of(old).writeTo(path);
        VscFile.open(path, Cards.NOT_ASKED, host("here", false)).close();
    }

    @Test
    void whatIsRememberedCanBeDamagedAndTheCardStillOpens() throws Exception {
        change("here", 1);
        Path remembered = folder.resolve("here")
                .resolve(VscFile.inspect(path).header().cardId().toString());
        Files.write(remembered, new byte[7]);
        open("here").close();
        Files.write(remembered, new byte[100]);
        open("here").close();
    }
}
