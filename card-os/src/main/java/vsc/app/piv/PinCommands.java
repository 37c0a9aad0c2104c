// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

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

/** VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER (SP 800-73-4 part 2, 3.2.1 to 3.2.3). */
final class PinCommands {
    static final int PIN = 0x80;
    static final int PUK = 0x81;
    private static final int LOG_OUT = 0xFF;

    private final ObjectStore store;
    private final SecurityStatus status;

    PinCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /**
     * Log in, log out (P1 FF) or ask for the state (no data), which costs no try. A PIN of a wrong format counts as a wrong
     * one: hosts block a card on purpose that way before they reset it.
     */
    ResponseApdu verify(CommandApdu c) {
        CardError.unless(c.p1() == 0 || c.p1() == LOG_OUT, StatusWord.WRONG_P1_P2);
        CardError.unless(c.p2() == PIN, StatusWord.REFERENCED_DATA_NOT_FOUND);
        if (c.p1() == LOG_OUT) {
            CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
            status.forgetPin();
            return ResponseApdu.OK;
        }
        if (c.data().isEmpty()) {
            return ResponseApdu.of(state());
        }
        CardError.unless(c.data().length() == Piv.PIN_LENGTH, StatusWord.WRONG_LENGTH);
        status.pinVerified(compare(Piv.PIN, Piv.PIN, c.data()), true);
        return ResponseApdu.OK;
    }

    private StatusWord state() {
        if (status.pinVerified()) {
            return StatusWord.OK;
        }
        PinState pin = store.pin(Piv.PIN).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
        return pin.triesLeft() == 0
                ? StatusWord.AUTHENTICATION_METHOD_BLOCKED
                : StatusWord.retriesLeft(pin.triesLeft());
    }

    ResponseApdu change(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.p2() == PIN || c.p2() == PUK, StatusWord.REFERENCED_DATA_NOT_FOUND);
        boolean pin = c.p2() == PIN;
        return replace(c, pin ? Piv.PIN : Piv.PUK, pin ? Piv.PIN : Piv.PUK);
    }

    /** The PUK opens what the PIN opens, so a forgotten PIN loses no key. */
    ResponseApdu resetRetryCounter(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.p2() == PIN, StatusWord.REFERENCED_DATA_NOT_FOUND);
        return replace(c, Piv.PUK, Piv.PIN);
    }

    /**
     * The data field is the value of {@code known} and the new value of {@code target}. A changed PIN counts as verified, one
     * that the PUK has replaced does not.
     */
    private ResponseApdu replace(CommandApdu c, String known, String target) {
        CardError.unless(c.data().length() == 2 * Piv.PIN_LENGTH, StatusWord.WRONG_LENGTH);
        try (Secret fresh = PinBlock.value(c.data().from(Piv.PIN_LENGTH))) {
            CardError.unless(
                    target.equals(Piv.PIN) ? PinBlock.isPin(fresh) : PinBlock.isPuk(fresh), StatusWord.WRONG_DATA);
            OpenGuards guards = compare(known, target, c.data().slice(0, Piv.PIN_LENGTH));
            if (known.equals(Piv.PIN)) {
                status.pinVerified(guards, false);
                set(target, fresh, guards);
            } else {
                try (guards) {
                    set(target, fresh, guards);
                }
            }
        }
        return ResponseApdu.OK;
    }

    private void set(String target, Secret fresh, OpenGuards guards) {
        int maxTries = store.pin(target).map(PinState::maxTries).orElse(Piv.DEFAULT_TRIES);
        store.commit(edit -> {
            edit.setPin(target, fresh, maxTries, guards, Piv.PIN_GUARD);
            PivState.of(store).notDefault(target).put(edit);
        });
    }

    /**
     * A wrong value, be it the PUK's, ends what the PIN has opened where the command is about the PIN; a blocked one changes
     * nothing.
     *
     * @throws CardError 63Cx if the value is wrong, 6983 if no tries are left
     */
    private OpenGuards compare(String known, String target, Bytes block) {
        try (Secret value = PinBlock.value(block)) {
            Verification outcome = store.verify(known, value);
            if (outcome instanceof Verification.Right right) {
                return right.guards();
            }
            if (outcome instanceof Verification.Wrong wrong) {
                if (target.equals(Piv.PIN)) {
                    status.forgetPin();
                }
                throw new CardError(StatusWord.retriesLeft(wrong.triesLeft()));
            }
            throw new CardError(StatusWord.AUTHENTICATION_METHOD_BLOCKED);
        }
    }
}
