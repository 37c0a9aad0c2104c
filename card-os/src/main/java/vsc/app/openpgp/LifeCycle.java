// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Set;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;

/** TERMINATE DF and ACTIVATE FILE (7.2.16 and 7.2.17): the way back to an empty application. */
final class LifeCycle {
    /** Is there while the application is terminated; no data object has tag 0. */
    private static final ObjectId TERMINATED = OpenPgp.id(0);

    private final ObjectStore store;
    private final SecurityStatus status;

    LifeCycle(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    static boolean isTerminated(ObjectStore store) {
        return store.publicData(TERMINATED).isPresent();
    }

    /**
     * @throws CardError 6982 unless PW3 is verified, or both PW1 and PW3 are blocked
     */
    ResponseApdu terminate(CommandApdu c) {
        requirePlain(c);
        CardError.unless(
                status.isVerified(Password.PW3) || isBlocked(OpenPgp.PW1) && isBlocked(OpenPgp.PW3),
                StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        store.commit(edit -> edit.putPublic(TERMINATED, Bytes.of(1)));
        status.clear();
        return ResponseApdu.OK;
    }

    /** Changes nothing while the application is in use; otherwise it is as new, with the well-known passwords. */
    ResponseApdu activate(CommandApdu c) {
        requirePlain(c);
        if (!isTerminated(store)) {
            return ResponseApdu.OK;
        }
        Set<ObjectId> keys = store.keys(OpenPgp.NAME).keySet();
        store.commit(edit -> {
            keys.forEach(edit::deleteKey);
            edit.deleteData(TERMINATED);
            DataObject.values().forEach(object -> edit.deleteData(OpenPgp.id(object.tag())));
            Certificates.deleteAll(edit);
            try (OpenGuards guards = edit.createGuards(OpenPgp.PW1_GUARD, OpenPgp.PW3_GUARD)) {
                Personalization.setDefaultPasswords(edit, guards);
                ResettingCode.remove(store, edit, guards);
            }
        });
        return ResponseApdu.OK;
    }

    private static void requirePlain(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
    }

    private boolean isBlocked(String pin) {
        return store.pin(pin).map(PinState::triesLeft).orElse(0) == 0;
    }
}
