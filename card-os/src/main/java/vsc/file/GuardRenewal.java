// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.ObjectId;

/**
 * New key pairs for guards, with everything sealed to them sealed anew. A guard can be renewed by somebody who has every PIN
 * that opens it: a PIN that is not given could not open it any more.
 *
 * @param old the guards whose private keys are known
 * @param pins the values of PINs, which are right
 */
record GuardRenewal(Bytes cardId, Content content, Map<String, SealingKey> old, Map<String, Secret> pins) {

    /**
     * @param content without recovery: the guard for recovery is to be put into it afterwards
     * @param keys the private keys of all guards that are known, old ones and new ones
     */
    record Renewed(Content content, Map<String, SealingKey> keys, Set<String> guards) {}

    Renewed renew() {
        Map<String, SealingKey> fresh = new HashMap<>();
        content.passwordArea().guards().keySet().stream()
                .filter(this::isPossible)
                .forEach(name -> fresh.put(name, SealingKey.generate()));
        Map<String, SealingKey> keys = new HashMap<>(old);
        keys.putAll(fresh);
        Content renewed =
                new Content(content.publicArea(), privateArea(fresh), secretKeyArea(fresh), passwordArea(fresh, keys));
        return new Renewed(renewed, keys, new TreeSet<>(fresh.keySet()));
    }

    private boolean isPossible(String guard) {
        return old.containsKey(guard)
                && content.passwordArea().pins().values().stream()
                        .filter(pin -> pin.wraps().containsKey(guard))
                        .allMatch(pin -> pins.containsKey(pin.name())
                                && old.keySet().containsAll(pin.wraps().keySet()));
    }

    private PrivateArea privateArea(Map<String, SealingKey> fresh) {
        SortedMap<ObjectId, PrivateArea.SealedData> objects =
                new TreeMap<>(content.privateArea().objects());
        objects.replaceAll((id, data) -> fresh.containsKey(data.guard())
                ? new PrivateArea.SealedData(
                        data.guard(),
                        again(data.envelope(), data.guard(), Binding.data(cardId, id, data.guard()), fresh))
                : data);
        return new PrivateArea(Collections.unmodifiableSortedMap(objects));
    }

    private SecretKeyArea secretKeyArea(Map<String, SealingKey> fresh) {
        SortedMap<ObjectId, SecretKeyArea.SealedKey> keys =
                new TreeMap<>(content.secretKeyArea().keys());
        keys.replaceAll((id, key) -> {
            String guard = key.description().guard();
            return fresh.containsKey(guard)
                    ? new SecretKeyArea.SealedKey(
                            key.description(), again(key.envelope(), guard, Binding.key(cardId, id, guard), fresh))
                    : key;
        });
        return new SecretKeyArea(Collections.unmodifiableSortedMap(keys));
    }

    private Envelope again(Envelope envelope, String guard, Binding binding, Map<String, SealingKey> fresh) {
        try (Secret value = envelope.open(key(guard, old))) {
            return Envelope.sealTo(key(guard, fresh).publicKey(), binding, value);
        }
    }

    private static SealingKey key(String guard, Map<String, SealingKey> keys) {
        SealingKey key = keys.get(guard);
        if (key == null) {
            throw new IllegalStateException("no key for guard " + guard);
        }
        return key;
    }

    private PasswordArea passwordArea(Map<String, SealingKey> fresh, Map<String, SealingKey> keys) {
        PasswordArea area = RecoveryGuard.remove(content.passwordArea());
        SortedMap<String, Guard> guards = new TreeMap<>(area.guards());
        guards.replaceAll((name, guard) -> {
            SealingKey key = fresh.get(name);
            return key == null
                    ? guard
                    : new Guard(name, key.publicKey(), guard.openKey().map(opened -> key), guard.recovery());
        });
        SortedMap<String, PinReference> references = new TreeMap<>(area.pins());
        references.replaceAll((name, pin) ->
                Collections.disjoint(pin.wraps().keySet(), fresh.keySet()) ? pin : again(pin, area, keys));
        return new PasswordArea(
                area.pepper(),
                area.recoveryKey(),
                Collections.unmodifiableSortedMap(guards),
                Collections.unmodifiableSortedMap(references));
    }

    private PinReference again(PinReference pin, PasswordArea area, Map<String, SealingKey> keys) {
        Secret value = pins.get(pin.name());
        if (value == null) {
            throw new IllegalStateException("no value for PIN " + pin.name());
        }
        Map<String, SealingKey> wrapped = new HashMap<>();
        pin.wraps().keySet().forEach(guard -> wrapped.put(guard, key(guard, keys)));
        return PinReference.create(cardId, pin.name(), value, pin.state().maxTries(), area.pepper(), wrapped);
    }
}
