// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.TreeMap;
import vsc.iso.Bytes;
import vsc.model.ObjectId;
import vsc.model.PinState;

/** What a card must hold, written down by the test while it gives its orders. */
final class Expected {
    private String label;
    private final TreeMap<ObjectId, Bytes> publicData;
    private final TreeMap<ObjectId, Bytes> privateData;
    private final TreeMap<ObjectId, String> keys;
    private final TreeMap<String, Pin> pins;

    /** A PIN, and what is left of its tries. */
    record Pin(String value, PinState state) {
        static Pin of(String value, int tries) {
            return new Pin(value, new PinState(tries, tries));
        }

        Pin withTriesLeft(int left) {
            return new Pin(value, new PinState(left, state.maxTries()));
        }
    }

    private Expected(
            String label,
            Map<ObjectId, Bytes> publicData,
            Map<ObjectId, Bytes> privateData,
            Map<ObjectId, String> keys,
            Map<String, Pin> pins) {
        this.label = label;
        this.publicData = new TreeMap<>(publicData);
        this.privateData = new TreeMap<>(privateData);
        this.keys = new TreeMap<>(keys);
        this.pins = new TreeMap<>(pins);
    }

    /** What {@link Cards} makes. */
    static Expected ofNewCard() {
        return new Expected(
                Cards.card(Lifecycle.TEST).label(),
                Map.of(Cards.CHUID, Cards.PUBLIC_VALUE),
                Map.of(Cards.PRINTED, Cards.PRIVATE_VALUE),
                Map.of(Cards.SIGNATURE_KEY, Cards.GUARD, Cards.CARD_KEY, "open"),
                Map.of(Cards.PIN, Pin.of("123456", Cards.TRIES)));
    }

    Expected copy() {
        return new Expected(label, publicData, privateData, keys, pins);
    }

    boolean isIn(CardState state) {
        TreeMap<String, PinState> counters = new TreeMap<>();
        pins.forEach((name, pin) -> counters.put(name, pin.state()));
        return label.equals(state.label())
                && publicData.equals(state.publicData())
                && privateData.keySet().equals(state.privateData())
                && keys.keySet().equals(state.keys())
                && counters.equals(state.pins());
    }

    void label(String newLabel) {
        label = newLabel;
    }

    void putPublic(ObjectId id, Bytes value) {
        privateData.remove(id);
        publicData.put(id, value);
    }

    void putPrivate(ObjectId id, Bytes value) {
        publicData.remove(id);
        privateData.put(id, value);
    }

    void deleteData(ObjectId id) {
        publicData.remove(id);
        privateData.remove(id);
    }

    void putKey(ObjectId id, String guard) {
        keys.put(id, guard);
    }

    void deleteKey(ObjectId id) {
        keys.remove(id);
    }

    void putPin(String name, Pin pin) {
        pins.put(name, pin);
    }

    /** Tries that a crash has cost. */
    void withTriesLeft(String name, PinState state) {
        pins.put(name, pin(name).withTriesLeft(state.triesLeft()));
    }

    Bytes publicData(ObjectId id) {
        return publicData.getOrDefault(id, Bytes.EMPTY);
    }

    Map<ObjectId, Bytes> privateData() {
        return privateData;
    }

    Map<ObjectId, String> keys() {
        return keys;
    }

    Pin pin(String name) {
        Pin pin = pins.get(name);
        if (pin == null) {
            throw new AssertionError("no PIN " + name);
        }
        return pin;
    }

    @Override
    public String toString() {
        return "%s, public %s, private %s, keys %s, pins %s"
                .formatted(label, publicData.keySet(), privateData.keySet(), keys.keySet(), pins);
    }
}
