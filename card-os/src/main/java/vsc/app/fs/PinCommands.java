// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;

/** The commands for PINs 1 to 14 (7816-4, 11.6.6 to 11.6.10), and their definition. */
final class PinCommands {
    private static final int LOG_OUT = 0xFF;

    /** Bit 8 of P2 says "of this DF"; there is one set of PINs. */
    private static final int NUMBER = 0x7F;

    private static final int MAX_TRIES = 15;
    private static final int DEFINITION_LENGTH = 19;

    private final Session session;
    private final ObjectStore store;

    PinCommands(Session session) {
        this.session = session;
        this.store = session.store;
    }

    /**
     * @throws CardError 6A88 if there is no such PIN
     */
    private int number(CommandApdu c) {
        int number = c.p2() & NUMBER;
        CardError.unless(
                number >= 1
                        && number <= FileSystem.MAX_PIN
                        && session.tree.state().hasPin(number),
                StatusWord.REFERENCED_DATA_NOT_FOUND);
        return number;
    }

    /** Log in, log out (P1 FF) or ask for the state (no data), which costs no try. */
    ResponseApdu verify(CommandApdu c) {
        CardError.unless(c.p1() == 0 || c.p1() == LOG_OUT, StatusWord.WRONG_P1_P2);
        int number = number(c);
        if (c.p1() == LOG_OUT) {
            CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
            session.status.forget(number);
            return ResponseApdu.OK;
        }
        if (c.data().isEmpty()) {
            return ResponseApdu.of(state(number));
        }
        CardError.unless(c.data().length() <= FileSystem.PIN_LENGTH, StatusWord.WRONG_LENGTH);
        session.status.verified(number, compare(FileSystem.pin(number), number, c.data()));
        session.contents.merge();
        return ResponseApdu.OK;
    }

    private StatusWord state(int number) {
        if (session.status.isVerified(number)) {
            return StatusWord.OK;
        }
        int left = store.pin(FileSystem.pin(number)).map(PinState::triesLeft).orElse(0);
        return left == 0 ? StatusWord.AUTHENTICATION_METHOD_BLOCKED : StatusWord.retriesLeft(left);
    }

    /** P2 is the PIN, 00 all of them. */
    ResponseApdu logOut(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        if (c.p2() != 0) {
            session.status.forget(number(c));
            return ResponseApdu.OK;
        }
        for (int number = 1; number <= FileSystem.MAX_PIN; number++) {
            session.status.forget(number);
        }
        return ResponseApdu.OK;
    }

    /** Old and new value, eight bytes each. A changed PIN counts as verified. */
    ResponseApdu change(CommandApdu c) {
        int number = number(c);
        try (Secret fresh = fresh(c)) {
            OpenGuards guards = compare(FileSystem.pin(number), number, before(c));
            session.status.verified(number, guards);
            set(number, fresh, guards);
        }
        return ResponseApdu.OK;
    }

    /** PUK and new PIN, eight bytes each. The PUK opens what the PIN opens, so a forgotten PIN loses nothing. */
    ResponseApdu resetRetryCounter(CommandApdu c) {
        int number = number(c);
        try (Secret fresh = fresh(c);
                OpenGuards guards = compare(FileSystem.puk(number), number, before(c))) {
            set(number, fresh, guards);
        }
        return ResponseApdu.OK;
    }

    private static Secret fresh(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().length() == 2 * FileSystem.PIN_LENGTH, StatusWord.WRONG_LENGTH);
        Secret fresh = PinBlock.value(c.data().from(FileSystem.PIN_LENGTH));
        CardError.unless(PinBlock.fits(fresh), StatusWord.WRONG_DATA);
        return fresh;
    }

    private static Bytes before(CommandApdu c) {
        return c.data().slice(0, FileSystem.PIN_LENGTH);
    }

    private void set(int number, Secret fresh, OpenGuards guards) {
        String name = FileSystem.pin(number);
        int tries = store.pin(name).map(PinState::maxTries).orElseThrow();
        store.commit(edit -> edit.setPin(name, fresh, tries, guards, FileSystem.guard(number)));
    }

    /**
     * A wrong value ends what the PIN has opened; a blocked one changes nothing.
     *
     * @throws CardError 63Cx if the value is wrong, 6983 if no tries are left
     */
    private OpenGuards compare(String name, int number, Bytes block) {
        try (Secret value = PinBlock.value(block)) {
            Verification outcome = store.verify(name, value);
            if (outcome instanceof Verification.Right right) {
                return right.guards();
            }
            if (outcome instanceof Verification.Wrong wrong) {
                session.status.forget(number);
                throw new CardError(StatusWord.retriesLeft(wrong.triesLeft()));
            }
            throw new CardError(StatusWord.AUTHENTICATION_METHOD_BLOCKED);
        }
    }

    /**
     * PIN and PUK, eight bytes each, their tries, and a byte that means nothing here. Before the card is finalised anybody
     * may do that; afterwards the security officer may add one, and nobody may replace one.
     *
     * @throws CardError 6982 before the PIN of the security officer, 6985 if the PIN is defined already
     */
    ResponseApdu define(CommandApdu c) {
        int number = c.p2();
        TreeState state = session.tree.state();
        if (state.operational()) {
            CardError.unless(session.status.isVerified(FileSystem.SO_PIN), StatusWord.SECURITY_STATUS_NOT_SATISFIED);
            CardError.unless(!state.hasPin(number), StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        CardError.unless(c.data().length() == DEFINITION_LENGTH, StatusWord.WRONG_LENGTH);
        int pinTries = c.data().at(16);
        int pukTries = c.data().at(17);
        CardError.unless(
                pinTries >= 1 && pinTries <= MAX_TRIES && pukTries >= 1 && pukTries <= MAX_TRIES,
                StatusWord.WRONG_DATA);
        try (Secret pin = PinBlock.value(c.data().slice(0, 8));
                Secret puk = PinBlock.value(c.data().slice(8, 16))) {
            CardError.unless(PinBlock.fits(pin) && PinBlock.fits(puk), StatusWord.WRONG_DATA);
            session.status.forget(number);
            TreeState after = state.withPin(number);
            session.tree.commit(before -> before.withPin(number), edit -> {
                define(edit, number, pin, pinTries, puk, pukTries);
                if (state.operational()) {
                    session.tree.subtree(session.tree.root()).forEach(file -> session.contents.seal(edit, file, after));
                }
            });
        }
        return ResponseApdu.OK;
    }

    static void define(ObjectStore.Edit edit, int number, Secret pin, int pinTries, Secret puk, int pukTries) {
        String guard = FileSystem.guard(number);
        try (OpenGuards guards = edit.createGuards(guard)) {
            edit.setPin(FileSystem.pin(number), pin, pinTries, guards, guard);
            edit.setPin(FileSystem.puk(number), puk, pukTries, guards, guard);
        }
    }
}
