// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** Setting a password: what it opens, and how long it is. */
final class PasswordSetting {
    private static final int LENGTHS = 0x10;

    private PasswordSetting() {}

    /**
     * Sets a password with all its tries.
     *
     * @param pin name of PW1, PW3 or the resetting code
     * @param guards open for all that the password is to open
     */
    static void set(ObjectStore.Edit edit, String pin, Secret value, OpenGuards guards) {
        String[] opens = pin.equals(OpenPgp.PW3)
                ? new String[] {OpenPgp.PW1_GUARD, OpenPgp.PW3_GUARD}
                : new String[] {OpenPgp.PW1_GUARD};
        edit.setPin(pin, value, OpenPgp.TRIES, guards, opens);
        edit.putPrivate(lengthId(pin), ObjectStore.OPEN_GUARD, Bytes.of(value.length()));
        if (pin.equals(OpenPgp.RESETTING_CODE)) {
            edit.putPublic(ResettingCode.MARK, Bytes.of(1));
        }
    }

    /**
     * How long a password is. Commands that carry two of them do not say where the second begins; the length stands in the
     * encrypted part of the file.
     */
    static int length(ObjectStore store, String pin) {
        return store.privateData(lengthId(pin), store.openedByActivation()).at(0);
    }

    /** No data object has such a tag. */
    private static ObjectId lengthId(String pin) {
        int index = switch (pin) {
            case OpenPgp.PW1 -> 1;
            case OpenPgp.PW3 -> 3;
            default -> 2;
        };
        return OpenPgp.id(LENGTHS + index);
    }
}
