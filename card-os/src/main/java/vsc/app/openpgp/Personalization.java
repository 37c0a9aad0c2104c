// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.VscException;

/** What the application holds before anybody has used it: two passwords, and nothing else. */
public final class Personalization {
    private Personalization() {}

    /** The passwords of a card for real use. */
    public record Secrets(Secret pw1, Secret pw3) {
        /**
         * Checks them.
         *
         * @throws VscException {@code BAD_PIN_FORMAT} if one is too short or too long
         */
        public static Secrets of(Secret pw1, Secret pw3) throws VscException {
            require(OpenPgp.PW1, "The PIN", pw1);
            require(OpenPgp.PW3, "The admin PIN", pw3);
            return new Secrets(pw1, pw3);
        }

        private static void require(String pin, String what, Secret value) throws VscException {
            int min = Password.minLength(pin);
            if (value.length() < min || value.length() > OpenPgp.MAX_PASSWORD_LENGTH) {
                throw new VscException(
                        Failure.BAD_PIN_FORMAT,
                        "%s of OpenPGP has %d to %d characters.".formatted(what, min, OpenPgp.MAX_PASSWORD_LENGTH));
            }
        }
    }

    public static void issue(ObjectStore.Edit edit, Secrets secrets) {
        try (OpenGuards guards = edit.createGuards(OpenPgp.PW1_GUARD, OpenPgp.PW3_GUARD)) {
            PasswordSetting.set(edit, OpenPgp.PW1, secrets.pw1(), guards);
            PasswordSetting.set(edit, OpenPgp.PW3, secrets.pw3(), guards);
        }
    }

    /** A card with the passwords that everybody knows. */
    public static void issueForTest(ObjectStore.Edit edit) {
        try (Secret pw1 = ascii(OpenPgp.DEFAULT_PW1);
                Secret pw3 = ascii(OpenPgp.DEFAULT_PW3)) {
            issue(edit, new Secrets(pw1, pw3));
        }
    }

    static void setDefaultPasswords(ObjectStore.Edit edit, OpenGuards guards) {
        try (Secret pw1 = ascii(OpenPgp.DEFAULT_PW1);
                Secret pw3 = ascii(OpenPgp.DEFAULT_PW3)) {
            PasswordSetting.set(edit, OpenPgp.PW1, pw1, guards);
            PasswordSetting.set(edit, OpenPgp.PW3, pw3, guards);
        }
    }

    private static Secret ascii(String text) {
        return Secret.adopt(Bytes.ascii(text).toArray());
    }
}
