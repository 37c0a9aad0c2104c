// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.EnumMap;
import java.util.Map;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.OpenGuards;

/** Which passwords have been verified since the application was selected. */
final class SecurityStatus {
    private final Map<Password, OpenGuards> verified = new EnumMap<>(Password.class);

    boolean isVerified(Password password) {
        return verified.containsKey(password);
    }

    void verified(Password password, OpenGuards guards) {
        forget(password);
        verified.put(password, guards);
    }

    void forget(Password password) {
        OpenGuards guards = verified.remove(password);
        if (guards != null) {
            guards.close();
        }
    }

    /** Forgets all uses of a password. */
    void forget(String pin) {
        for (Password password : Password.values()) {
            if (password.pin().equals(pin)) {
                forget(password);
            }
        }
    }

    /**
     * What the password opens. PW3 opens the guard of PW1, too, but only where PW1 is set anew.
     *
     * @throws CardError 6982 before VERIFY
     */
    OpenGuards require(Password password) {
        OpenGuards guards = verified.get(password);
        if (guards == null) {
            throw new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return guards;
    }

    /**
     * @throws CardError 6982 if {@code access} is not granted
     */
    void require(Access access) {
        switch (access) {
            case ALWAYS -> {}
            case PW1 -> require(Password.PW1);
            case PW3 -> require(Password.PW3);
            case NEVER -> throw new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
    }

    void clear() {
        verified.values().forEach(OpenGuards::close);
        verified.clear();
    }
}
