// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A password as VERIFY names it (7.2.2): PW1 is verified for signatures and for everything else separately. */
enum Password {
    PW1_SIGNATURE(0x81, OpenPgp.PW1),
    PW1(0x82, OpenPgp.PW1),
    PW3(0x83, OpenPgp.PW3);

    private final int reference;
    private final String pin;

    Password(int reference, String pin) {
        this.reference = reference;
        this.pin = pin;
    }

    /** The name in the store. */
    String pin() {
        return pin;
    }

    /**
     * @throws CardError 6A88 for another reference
     */
    static Password of(int reference) {
        for (Password password : values()) {
            if (password.reference == reference) {
                return password;
            }
        }
        throw new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND);
    }

    /** Fewer characters are refused as a new value (4.3.1). */
    static int minLength(String pin) {
        return pin.equals(OpenPgp.PW1) ? OpenPgp.MIN_PW1_LENGTH : OpenPgp.MIN_PW3_LENGTH;
    }
}
