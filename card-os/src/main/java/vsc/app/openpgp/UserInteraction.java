// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Arrays;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.ObjectStore;

/** The user interaction flag of a key (4.4.3.6): whether somebody has to confirm each use. */
final class UserInteraction {
    private static final int PERMANENTLY_ON = 2;

    private UserInteraction() {}

    /**
     * @throws CardError 6A80 for an unknown flag, 6985 if the flag was set for good
     */
    static void requireChangeable(ObjectStore store, int tag, Bytes value) {
        if (Arrays.stream(KeySlot.values()).noneMatch(slot -> slot.userInteractionTag() == tag)) {
            return;
        }
        CardError.unless(value.at(0) <= PERMANENTLY_ON, StatusWord.WRONG_DATA);
        boolean forGood = store.publicData(OpenPgp.id(tag))
                .filter(flag -> flag.at(0) == PERMANENTLY_ON)
                .isPresent();
        CardError.unless(!forGood || value.at(0) == PERMANENTLY_ON, StatusWord.CONDITIONS_NOT_SATISFIED);
    }
}
