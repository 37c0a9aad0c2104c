// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.VscException;

/** A new PIN or PUK for a card that was opened by recovery: nobody knows the old one. */
public final class PinRecovery {
    private PinRecovery() {}

    /**
     * @param recovered from the recovery of this card
     * @param pin {@link Piv#PIN} or {@link Piv#PUK}
     * @throws VscException {@code BAD_PIN_FORMAT}, or {@code NOT_SUPPORTED} if recovery does not open what the PIN opens
     */
    public static void set(ObjectStore store, OpenGuards recovered, String pin, Secret value) throws VscException {
        if (!(pin.equals(Piv.PIN) ? PinBlock.isPin(value) : PinBlock.isPuk(value))) {
            throw new VscException(Failure.BAD_PIN_FORMAT, "A PIV PIN has 6 to 8 digits, a PUK 6 to 8 characters.");
        }
        if (!recovered.opens(Piv.PIN_GUARD)) {
            throw new VscException(
                    Failure.NOT_SUPPORTED,
                    "The PIN was not given when recovery was set up, so what it protects cannot be recovered.");
        }
        int maxTries = store.pin(pin).map(PinState::maxTries).orElse(Piv.DEFAULT_TRIES);
        store.commit(edit -> {
            edit.setPin(pin, value, maxTries, recovered, Piv.PIN_GUARD);
            PivState.of(store).notDefault(pin).put(edit);
        });
    }
}
