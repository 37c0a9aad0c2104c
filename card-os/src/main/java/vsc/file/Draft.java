// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;

/** The content of a card while it changes. What does not change is not copied. */
final class Draft {
    private final PasswordArea passwordArea;
    private final Entries<ObjectId, Bytes> publicData;
    private final Entries<ObjectId, PrivateArea.SealedData> privateData;
    private final Entries<ObjectId, SecretKeyArea.SealedKey> keys;
    private final Entries<String, Guard> guards;
    private final Entries<String, PinReference> pins;

    Draft(Content before) {
        passwordArea = before.passwordArea();
        publicData = new Entries<>(before.publicArea().objects(), Content.MAX_OBJECTS);
        privateData = new Entries<>(before.privateArea().objects(), Content.MAX_OBJECTS);
        keys = new Entries<>(before.secretKeyArea().keys(), Content.MAX_OBJECTS);
        guards = new Entries<>(passwordArea.guards(), Header.MAX_ENTRIES);
        pins = new Entries<>(passwordArea.pins(), Header.MAX_ENTRIES);
    }

    /** Empty if there is no such object in the public area. */
    Bytes publicData(ObjectId id) {
        Bytes value = publicData.map.get(id);
        return value == null ? Bytes.EMPTY : value;
    }

    void putPublic(ObjectId id, Bytes value) {
        privateData.remove(id);
        publicData.put(id, value);
    }

    void putPrivate(ObjectId id, PrivateArea.SealedData data) {
        publicData.remove(id);
        privateData.put(id, data);
    }

    void deleteData(ObjectId id) {
        publicData.remove(id);
        privateData.remove(id);
    }

    SecretKeyArea.@Nullable SealedKey key(ObjectId id) {
        return keys.map.get(id);
    }

    void putKey(ObjectId id, SecretKeyArea.SealedKey key) {
        keys.put(id, key);
    }

    void deleteKey(ObjectId id) {
        keys.remove(id);
    }

    @Nullable
    Guard guard(String name) {
        return guards.map.get(name);
    }

    void putGuard(Guard guard) {
        guards.put(guard.name(), guard);
    }

    @Nullable
    PinReference pin(String name) {
        return pins.map.get(name);
    }

    void putPin(PinReference pin) {
        pins.put(pin.name(), pin);
    }

    /**
     * @throws Rejected {@code FILE_SIZE} if there is too much
     */
    Content finish() {
        return new Content(
                new PublicArea(publicData.finish()),
                new PrivateArea(privateData.finish()),
                new SecretKeyArea(keys.finish()),
                new PasswordArea(passwordArea.pepper(), passwordArea.recoveryKey(), guards.finish(), pins.finish()));
    }

    private static final class Entries<K, V> {
        private final int limit;
        private SortedMap<K, V> map;
        private boolean copied;

        Entries(SortedMap<K, V> map, int limit) {
            this.map = map;
            this.limit = limit;
        }

        void put(K key, V value) {
            copy();
            map.put(key, value);
        }

        void remove(K key) {
            if (map.containsKey(key)) {
                copy();
                map.remove(key);
            }
        }

        private void copy() {
            if (!copied) {
                map = new TreeMap<>(map);
                copied = true;
            }
        }

        SortedMap<K, V> finish() {
            Rejected.unless(map.size() <= limit, Failure.FILE_SIZE, "cannot hold so many things");
            return copied ? Collections.unmodifiableSortedMap(map) : map;
        }
    }
}
