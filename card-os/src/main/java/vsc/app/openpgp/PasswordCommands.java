// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Optional;
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

/** VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER (7.2.2 to 7.2.4). */
final class PasswordCommands {
    private static final int LOG_OUT = 0xFF;
    private static final int BY_RESETTING_CODE = 0x00;
    private static final int BY_PW3 = 0x02;

    private final ObjectStore store;
    private final SecurityStatus status;

    PasswordCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /** Log in, log out (P1 FF) or ask for the state (no data), which costs no try. */
    ResponseApdu verify(CommandApdu c) {
        CardError.unless(c.p1() == 0 || c.p1() == LOG_OUT, StatusWord.WRONG_P1_P2);
        Password password = Password.of(c.p2());
        if (c.p1() == LOG_OUT) {
            CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
            status.forget(password);
            return ResponseApdu.OK;
        }
        if (c.data().isEmpty()) {
            return ResponseApdu.of(state(password));
        }
        OpenGuards guards = compare(password.pin(), c.data()).orElseThrow(() -> {
            status.forget(password);
            return new CardError(wrong(password.pin()));
        });
        status.verified(password, guards);
        return ResponseApdu.OK;
    }

    private StatusWord state(Password password) {
        return status.isVerified(password) ? StatusWord.OK : wrong(password.pin());
    }

    /** 63Cx, or 6983 where no tries are left. */
    private StatusWord wrong(String pin) {
        int triesLeft = store.pin(pin).map(PinState::triesLeft).orElse(0);
        return triesLeft == 0 ? StatusWord.AUTHENTICATION_METHOD_BLOCKED : StatusWord.retriesLeft(triesLeft);
    }

    /** The old value and the new one; where one ends and the other begins follows from what the old one must be. */
    ResponseApdu change(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        Password password = Password.of(c.p2());
        CardError.unless(password != Password.PW1, StatusWord.REFERENCED_DATA_NOT_FOUND);
        replace(password.pin(), password.pin(), c.data());
        return ResponseApdu.OK;
    }

    /**
     * PW1 anew, after PW3 or with the resetting code in front; in both cases no key is lost.
     *
     * @throws CardError 6982 before VERIFY of PW3, 6983 if there is no resetting code, 63Cx if it is wrong
     */
    ResponseApdu resetRetryCounter(CommandApdu c) {
        CardError.unless(c.p1() == BY_RESETTING_CODE || c.p1() == BY_PW3, StatusWord.WRONG_P1_P2);
        CardError.unless(Password.of(c.p2()) == Password.PW1_SIGNATURE, StatusWord.REFERENCED_DATA_NOT_FOUND);
        if (c.p1() == BY_PW3) {
            OpenGuards guards = status.require(Password.PW3);
            set(OpenPgp.PW1, c.data(), guards);
        } else {
            CardError.unless(ResettingCode.isSet(store), StatusWord.AUTHENTICATION_METHOD_BLOCKED);
            replace(OpenPgp.RESETTING_CODE, OpenPgp.PW1, c.data());
        }
        status.forget(OpenPgp.PW1);
        return ResponseApdu.OK;
    }

    /**
     * A password has no fixed length, and the card does not know how long it is, only how it begins: it is tried as long as
     * the length says that was remembered when it was set.
     */
    private void replace(String known, String target, Bytes data) {
        int length = PasswordSetting.length(store, known);
        CardError.unless(data.length() > length, StatusWord.WRONG_LENGTH);
        Bytes fresh = data.from(length);
        requireForm(target, fresh);
        OpenGuards guards = compare(known, data.slice(0, length)).orElseThrow(() -> {
            status.forget(known);
            return new CardError(wrong(known));
        });
        try (guards) {
            set(target, fresh, guards);
        }
    }

    private void set(String target, Bytes fresh, OpenGuards guards) {
        requireForm(target, fresh);
        try (Secret value = Secret.adopt(fresh.toArray())) {
            store.commit(edit -> PasswordSetting.set(edit, target, value, guards));
        }
    }

    private static void requireForm(String pin, Bytes value) {
        CardError.unless(
                value.length() >= Password.minLength(pin) && value.length() <= OpenPgp.MAX_PASSWORD_LENGTH,
                StatusWord.WRONG_LENGTH);
    }

    /**
     * @return what the password opens; empty if it is wrong
     * @throws CardError 6983 if no tries are left
     */
    private Optional<OpenGuards> compare(String pin, Bytes data) {
        try (Secret value = Secret.adopt(data.toArray())) {
            Verification outcome = store.verify(pin, value);
            CardError.unless(!(outcome instanceof Verification.Blocked), StatusWord.AUTHENTICATION_METHOD_BLOCKED);
            return outcome instanceof Verification.Right right ? Optional.of(right.guards()) : Optional.empty();
        }
    }
}
