// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vsc.crypto.EcKey;
import vsc.iso.Bytes;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.Verification;
import vsc.model.VscException;

/** A test card in use, from opening to closing and again. */
final class CardSession implements AutoCloseable {
    static final String SPARE_PIN = "spare";
    static final int SPARE_TRIES = 5;

    private final Disk disk;
    private final Path path;
    private VscFile card;
    private @Nullable OpenGuards guards;

    private CardSession(Disk disk, Path path, VscFile card) {
        this.disk = disk;
        this.path = path;
        this.card = card;
    }

    /** With a card that is made now, and has a second PIN which opens nothing but what is open. */
    static CardSession create(Disk disk, int journalSlots, Path path) throws VscException {
        VscFile card =
                VscFile.create(disk, journalSlots, path, Cards.card(Lifecycle.TEST), null, Cards.CHEAP, Cards::fill);
        return new CardSession(disk, path, card);
    }

    static CardSession open(Disk disk, Path path) throws VscException {
        return new CardSession(disk, path, VscFile.open(disk, path, Cards.NOT_ASKED));
    }

    ObjectStore store() {
        return card.store();
    }

    void rename(String label) throws VscException {
        card.rename(label);
    }

    void reopen() throws VscException {
        close();
        card = VscFile.open(disk, path, Cards.NOT_ASKED);
    }

    /** What the PIN of {@link Cards} opens, which is asked for if it was not yet given. */
    OpenGuards guards(String pin) {
        OpenGuards opened = guards;
        if (opened == null || !opened.opens(Cards.GUARD)) {
            opened = ((Verification.Right) Cards.verify(store(), pin)).guards();
            guards = opened;
        }
        return opened;
    }

    boolean hasGuards() {
        return guards != null && guards.opens(Cards.GUARD);
    }

    void keep(Verification.Right verified) {
        guards = verified.guards();
    }

    /** Closes the card, lets somebody edit it who saves in the end, and opens it again. */
    void edit(Edits edits) throws Exception {
        close();
        LockedFile file = LockedFile.open(disk, path);
        try (Store store = new Store(file, new Activation(), Acceptance.of(file.content(), Cards.NOT_ASKED), true)) {
            edits.make(store);
            store.saveEdits();
        } finally {
            file.close();
        }
        card = VscFile.open(disk, path, Cards.NOT_ASKED);
    }

    /** What is changed in the buffer. */
    @FunctionalInterface
    interface Edits {
        void make(Store store) throws Exception;
    }

    /** Takes all there is out of the card: the right PIN works, and opens what was sealed. */
    void requireAll(Expected expected, Tally tally, Supplier<String> where) {
        Expected.Pin pin = expected.pin(Cards.PIN);
        Verification answer = Cards.verify(store(), pin.value());
        if (pin.state().triesLeft() == 0) {
            tally.check(answer instanceof Verification.Blocked, where, "a try was gained: " + answer);
            return;
        }
        if (!tally.check(answer instanceof Verification.Right, where, "the right PIN is refused: " + answer)) {
            return;
        }
        keep((Verification.Right) answer);
        OpenGuards opened = guards(pin.value());
        expected.privateData()
                .forEach((id, value) ->
                        tally.check(store().privateData(id, opened).equals(value), where, id + " has another value"));
        expected.keys()
                .forEach((id, guard) -> tally.check(
                        ((EcKey) store().use(id, guard.equals(Cards.GUARD) ? opened : store().openedByActivation()))
                                        .sign(Bytes.ascii("hash"))
                                        .length()
                                > 60,
                        where,
                        id + " does not sign"));
    }

    @Override
    public void close() {
        guards = null;
        card.close();
    }
}
