// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.ObjectId;
import vsc.model.PinState;

/**
 * What a file holds, in a form that can be compared: two files hold the same card if this is equal.
 *
 * @param privateData the names of what is in the private area
 * @param sealed hash of all that is encrypted or wrapped, and of the public keys
 */
record CardState(
        String label,
        SortedMap<ObjectId, Bytes> publicData,
        Set<ObjectId> privateData,
        Set<ObjectId> keys,
        SortedMap<String, PinState> pins,
        Bytes sealed) {

    static CardState of(Acceptance card) {
        Content content = card.content();
        PasswordArea passwords = content.passwordArea();
        TreeMap<String, PinState> states = new TreeMap<>();
        TreeMap<String, PinReference> uncounted = new TreeMap<>();
        passwords.pins().forEach((name, pin) -> {
            states.put(name, pin.state());
            uncounted.put(name, pin.withTriesLeft(0));
        });
        PasswordArea counterless =
                new PasswordArea(passwords.pepper(), passwords.recoveryKey(), passwords.guards(), uncounted);
        try (Secret data = content.privateArea().encode();
                Secret keys = content.secretKeyArea().encode();
                Secret secrets = counterless.encode()) {
            return new CardState(
                    card.frame().header().label(),
                    content.publicArea().objects(),
                    content.privateArea().objects().keySet(),
                    content.secretKeyArea().keys().keySet(),
                    states,
                    Sha256.hash(
                            Bytes.copyOf(data.expose()), Bytes.copyOf(keys.expose()), Bytes.copyOf(secrets.expose())));
        }
    }

    /** Whether nothing but one try of one PIN is gone since {@code before}. */
    boolean isOneTryAfter(CardState before) {
        TreeMap<String, PinState> tried = new TreeMap<>(before.pins);
        long lower = pins.entrySet().stream()
                .filter(pin -> isOneLess(pin, before.pins))
                .peek(pin -> tried.put(pin.getKey(), pin.getValue()))
                .count();
        CardState expected =
                new CardState(before.label, before.publicData, before.privateData, before.keys, tried, before.sealed);
        return lower == 1 && equals(expected);
    }

    private static boolean isOneLess(Map.Entry<String, PinState> pin, Map<String, PinState> before) {
        PinState old = before.get(pin.getKey());
        return old != null && pin.getValue().triesLeft() == old.triesLeft() - 1;
    }
}
