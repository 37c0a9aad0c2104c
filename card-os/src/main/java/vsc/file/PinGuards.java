// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.HashMap;
import java.util.Map;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.Verification;
import vsc.model.VscException;

/** The guards that PINs open, taken out of the card. */
final class PinGuards {
    private PinGuards() {}

    /**
     * Counts the tries as a card in use does.
     *
     * @param pins by name
     * @throws VscException {@code WRONG_PIN}, {@code PIN_BLOCKED}, or {@code NOT_SUPPORTED} if there is no such PIN
     */
    static Map<String, SealingKey> open(Store store, Map<String, Secret> pins) throws VscException {
        Map<String, SealingKey> opened = new HashMap<>();
        for (Map.Entry<String, Secret> pin : pins.entrySet()) {
            String name = pin.getKey();
            Rejected.unless(store.pin(name).isPresent(), Failure.NOT_SUPPORTED, "has no " + name);
            Verification outcome = store.verify(name, pin.getValue());
            if (outcome instanceof Verification.Wrong wrong) {
                throw new VscException(
                        Failure.WRONG_PIN, "The %s is wrong; %d tries are left.".formatted(name, wrong.triesLeft()));
            }
            if (outcome instanceof Verification.Right right && right.guards() instanceof GuardKeys guards) {
                opened.putAll(guards.copies());
                guards.close();
            } else {
                throw new VscException(Failure.PIN_BLOCKED, "The %s is blocked.".formatted(name));
            }
        }
        return opened;
    }
}
