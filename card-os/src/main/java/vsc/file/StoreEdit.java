// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** Collects the changes of one commit. */
final class StoreEdit implements ObjectStore.Edit {
    private final Bytes cardId;
    private final Activation activation;
    private final PasswordArea passwordArea;
    private final SortedMap<ObjectId, Bytes> publicData;
    private final SortedMap<ObjectId, PrivateArea.SealedData> privateData;
    private final SortedMap<ObjectId, SecretKeyArea.SealedKey> keys;
    private final SortedMap<String, Guard> guards;
    private final SortedMap<String, PinReference> pins;

    StoreEdit(Bytes cardId, Activation activation, Content before) {
        this.cardId = cardId;
        this.activation = activation;
        this.passwordArea = before.passwordArea();
        this.publicData = new TreeMap<>(before.publicArea().objects());
        this.privateData = new TreeMap<>(before.privateArea().objects());
        this.keys = new TreeMap<>(before.secretKeyArea().keys());
        this.guards = new TreeMap<>(passwordArea.guards());
        this.pins = new TreeMap<>(passwordArea.pins());
    }

    @Override
    public void putPublic(ObjectId id, Bytes value) {
        Names.require(id.application());
        deleteData(id);
        publicData.put(id, value);
    }

    @Override
    public void putPrivate(ObjectId id, String guard, Bytes value) {
        Names.require(id.application());
        try (Secret content = Secret.adopt(value.toArray())) {
            Envelope envelope = Envelope.sealTo(guard(guard).publicKey(), Binding.data(cardId, id, guard), content);
            deleteData(id);
            privateData.put(id, new PrivateArea.SealedData(guard, envelope));
        }
    }

    @Override
    public void deleteData(ObjectId id) {
        publicData.remove(id);
        privateData.remove(id);
    }

    @Override
    public void putKey(ObjectId id, KeyRecord key, Secret material) {
        Names.require(id.application());
        Envelope envelope =
                Envelope.sealTo(guard(key.guard()).publicKey(), Binding.key(cardId, id, key.guard()), material);
        keys.put(id, new SecretKeyArea.SealedKey(key, envelope));
    }

    @Override
    public void deleteKey(ObjectId id) {
        keys.remove(id);
    }

    @Override
    public OpenGuards createGuards(String... names) {
        Map<String, SealingKey> created = new HashMap<>();
        for (String name : names) {
            if (Names.require(name).equals(ObjectStore.OPEN_GUARD)) {
                throw new IllegalArgumentException("the open guard stays as long as the card");
            }
            SealingKey key = SealingKey.generate();
            created.put(name, key);
            Optional<Envelope> recovery = passwordArea
                    .recoveryKey()
                    .map(to -> Envelope.sealTo(to, Binding.recovery(cardId, name), key.privateKey()));
            guards.put(name, new Guard(name, key.publicKey(), Optional.empty(), recovery));
        }
        return activation.open(created);
    }

    @Override
    public void setPin(String name, Secret value, int maxTries, OpenGuards open, String... opens) {
        Names.require(name);
        if (maxTries < 1 || maxTries > PinReference.MAX_TRIES) {
            throw new IllegalArgumentException("a PIN has 1 to 255 tries");
        }
        GuardKeys opened = activation.require(open);
        Map<String, SealingKey> wrapped = new HashMap<>();
        Arrays.asList(opens).forEach(guard -> wrapped.put(guard, opened.key(guard(guard))));
        pins.put(name, PinReference.create(cardId, name, value, maxTries, passwordArea.pepper(), wrapped));
    }

    private Guard guard(String name) {
        Guard guard = guards.get(name);
        if (guard == null) {
            throw new IllegalArgumentException("no guard " + name);
        }
        return guard;
    }

    /**
     * @throws Rejected {@code FILE_SIZE} if there is too much
     */
    Content finish() {
        requireRoom(Math.max(publicData.size(), Math.max(privateData.size(), keys.size())), Content.MAX_OBJECTS);
        requireRoom(Math.max(guards.size(), pins.size()), Header.MAX_ENTRIES);
        PasswordArea passwords = new PasswordArea(
                passwordArea.pepper(),
                passwordArea.recoveryKey(),
                Collections.unmodifiableSortedMap(guards),
                Collections.unmodifiableSortedMap(pins));
        return new Content(
                new PublicArea(Collections.unmodifiableSortedMap(publicData)),
                new PrivateArea(Collections.unmodifiableSortedMap(privateData)),
                new SecretKeyArea(Collections.unmodifiableSortedMap(keys)),
                passwords);
    }

    private static void requireRoom(int entries, int limit) {
        Rejected.unless(entries <= limit, Failure.FILE_SIZE, "cannot hold so many things");
    }
}
