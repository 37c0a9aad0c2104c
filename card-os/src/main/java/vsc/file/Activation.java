// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import vsc.crypto.SealingKey;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.OpenGuards;

/** Everything that was opened since a file was activated, to be closed with it at the latest. */
final class Activation {
    private final Set<GuardKeys> open = Collections.newSetFromMap(new WeakHashMap<>());

    /**
     * @param guards taken over
     */
    GuardKeys open(Map<String, SealingKey> guards) {
        return add(new GuardKeys(guards, true));
    }

    /** The same for guards that stay open until the end, whoever closes them before. */
    GuardKeys openForGood(Map<String, SealingKey> guards) {
        return add(new GuardKeys(guards, false));
    }

    private synchronized GuardKeys add(GuardKeys keys) {
        open.add(keys);
        return keys;
    }

    /**
     * @throws CardError 6982 if {@code guards} come from another activation
     */
    synchronized GuardKeys require(OpenGuards guards) {
        if (guards instanceof GuardKeys keys && open.contains(keys)) {
            return keys;
        }
        throw new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    /** Forgets the keys that {@code content} does not have any more. */
    synchronized void retain(Content content) {
        Set<Envelope> present = content.keyEnvelopes();
        open.forEach(keys -> keys.retain(present));
    }

    synchronized void close() {
        open.forEach(GuardKeys::wipe);
    }
}
