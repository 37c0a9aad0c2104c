// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** Collects the changes of one commit. */
final class StoreEdit implements ObjectStore.Edit {
    private final ObjectStore.Identity identity;
    private final Bytes cardId;
    private final Activation activation;
    private final PasswordArea passwordArea;
    private final Draft draft;
    private final List<Change> changes = new ArrayList<>();

    StoreEdit(ObjectStore.Identity identity, Activation activation, Content before) {
        this.identity = identity;
        this.cardId = identity.cardId();
        this.activation = activation;
        this.passwordArea = before.passwordArea();
        this.draft = new Draft(before);
    }

    private void add(Change change) {
        change.applyTo(draft);
        changes.add(change);
    }

    @Override
    public ObjectStore.Identity identity() {
        return identity;
    }

    @Override
    public void putPublic(ObjectId id, Bytes value) {
        Names.require(id.application());
        add(Change.PutPublic.of(id, draft.publicData(id), value));
    }

    @Override
    public void putPrivate(ObjectId id, String guard, Bytes value) {
        Names.require(id.application());
        try (Secret content = Secret.adopt(value.toArray())) {
            Envelope envelope = Envelope.sealTo(guard(guard).publicKey(), Binding.data(cardId, id, guard), content);
            add(new Change.PutPrivate(id, new PrivateArea.SealedData(guard, envelope)));
        }
    }

    @Override
    public void deleteData(ObjectId id) {
        add(new Change.DeleteData(id));
    }

    @Override
    public void putKey(ObjectId id, KeyRecord key, Secret material) {
        Names.require(id.application());
        Envelope envelope =
                Envelope.sealTo(guard(key.guard()).publicKey(), Binding.key(cardId, id, key.guard()), material);
        add(new Change.PutKey(id, new SecretKeyArea.SealedKey(key, envelope)));
    }

    @Override
    public void deleteKey(ObjectId id) {
        add(new Change.DeleteKey(id));
    }

    @Override
    public void guardKey(ObjectId id, OpenGuards open, String guard) {
        SecretKeyArea.SealedKey key = draft.key(id);
        if (key == null) {
            throw new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        KeyRecord known = key.description();
        try (Secret material = activation.require(open).open(key.envelope(), guard(known.guard()))) {
            putKey(id, new KeyRecord(known.type(), guard, known.publicKey(), known.attributes()), material);
        } catch (Rejected e) {
            throw new CardError(StatusWord.MEMORY_FAILURE);
        }
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
            add(new Change.PutGuard(new Guard(name, key.publicKey(), Optional.empty(), recovery)));
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
        add(new Change.PutPin(PinReference.create(cardId, name, value, maxTries, passwordArea.pepper(), wrapped)));
    }

    private Guard guard(String name) {
        Guard guard = draft.guard(name);
        if (guard == null) {
            throw new IllegalArgumentException("no guard " + name);
        }
        return guard;
    }

    /** In the order in which they were made. */
    List<Change> changes() {
        return changes;
    }

    /**
     * @throws Rejected {@code FILE_SIZE} if there is too much
     */
    Content finish() {
        return draft.finish();
    }
}
