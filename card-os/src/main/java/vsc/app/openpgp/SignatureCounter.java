// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/** How many signatures the signature key has made (4.4.3.3), and how many one VERIFY is good for (4.4.3.5). */
final class SignatureCounter {
    private static final ObjectId ID = OpenPgp.id(DataObject.SIGNATURE_COUNTER);
    private static final ObjectId STATUS = OpenPgp.id(DataObject.PASSWORD_STATUS);
    private static final int MAX = 0xFFFFFF;

    private SignatureCounter() {}

    static int value(ObjectStore store) {
        return store.publicData(ID).map(value -> (int) value.toLong()).orElse(0);
    }

    /**
     * Durable when this returns.
     *
     * @throws CardError 6985 if there is no number left
     */
    static void count(ObjectStore store) {
        int next = value(store) + 1;
        CardError.unless(next <= MAX, StatusWord.CONDITIONS_NOT_SATISFIED);
        store.commit(edit -> edit.putPublic(ID, Bytes.ofInt(next, 3)));
    }

    static void reset(ObjectStore.Edit edit) {
        edit.deleteData(ID);
    }

    /** Whether PW1 stays verified after a signature; so it does on a new card. */
    static boolean severalPerPassword(ObjectStore store) {
        return store.publicData(STATUS).map(value -> value.at(0) == 1).orElse(true);
    }
}
