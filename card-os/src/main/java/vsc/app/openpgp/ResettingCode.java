// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.Secret;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;

/** The resetting code (4.3.1): there is none until somebody sets it, and it can be taken away again. */
final class ResettingCode {
    /** Is there as long as the code is. */
    static final ObjectId MARK = OpenPgp.id(DataObject.RESETTING_CODE);

    private static final int RANDOM_LENGTH = 32;

    private ResettingCode() {}

    static boolean isSet(ObjectStore store) {
        return store.publicData(MARK).isPresent();
    }

    static int triesLeft(ObjectStore store) {
        return isSet(store)
                ? store.pin(OpenPgp.RESETTING_CODE).map(PinState::triesLeft).orElse(0)
                : 0;
    }

    /** Puts a value that nobody knows, and that opens nothing, in the place of the old one. */
    static void remove(ObjectStore store, ObjectStore.Edit edit, OpenGuards guards) {
        edit.deleteData(MARK);
        if (store.pin(OpenPgp.RESETTING_CODE).isPresent()) {
            try (Secret unknown = Secret.random(RANDOM_LENGTH)) {
                edit.setPin(OpenPgp.RESETTING_CODE, unknown, OpenPgp.TRIES, guards);
            }
        }
    }
}
