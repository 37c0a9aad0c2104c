// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

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

/** The guard that opens all others. Its private key is in no area, but in the slots for recovery only. */
final class RecoveryGuard {
    private RecoveryGuard() {}

    /**
     * @param known the guards to be opened by it; any other stays as it is if it was for this key, and is not opened by it
     *     otherwise
     */
    static PasswordArea put(PasswordArea area, Bytes cardId, SealingKey recovery, Map<String, SealingKey> known) {
        SortedMap<String, Guard> guards = new TreeMap<>();
        area.guards().forEach((name, guard) -> {
            SealingKey key = known.get(name);
            Optional<Envelope> envelope = key != null && key.publicKey().equals(guard.publicKey())
                    ? Optional.of(
                            Envelope.sealTo(recovery.publicKey(), Binding.recovery(cardId, name), key.privateKey()))
                    : guard.recovery().filter(present -> present.isFor(recovery.publicKey()));
            guards.put(name, new Guard(name, guard.publicKey(), guard.openKey(), envelope));
        });
        return area(area, Optional.of(recovery.publicKey()), guards);
    }

    static PasswordArea remove(PasswordArea area) {
        SortedMap<String, Guard> guards = new TreeMap<>();
        area.guards()
                .forEach((name, guard) ->
                        guards.put(name, new Guard(name, guard.publicKey(), guard.openKey(), Optional.empty())));
        return area(area, Optional.empty(), guards);
    }

    private static PasswordArea area(PasswordArea from, Optional<Bytes> recoveryKey, SortedMap<String, Guard> guards) {
        return new PasswordArea(from.pepper(), recoveryKey, Collections.unmodifiableSortedMap(guards), from.pins());
    }

    /**
     * The private keys of all guards that were sealed to it.
     *
     * @throws Rejected if one of them is not what its guard says
     */
    static Map<String, SealingKey> open(PasswordArea area, SealingKey recovery) {
        Map<String, SealingKey> opened = new HashMap<>();
        area.guards()
                .forEach((name, guard) -> guard.recovery()
                        .filter(envelope -> envelope.isFor(recovery.publicKey()))
                        .ifPresent(envelope -> opened.put(name, open(envelope, recovery, guard))));
        return opened;
    }

    private static SealingKey open(Envelope envelope, SealingKey recovery, Guard guard) {
        try (Secret encoded = envelope.open(recovery)) {
            SealingKey key = SealingKey.open(encoded);
            Rejected.unless(
                    key.publicKey().equals(guard.publicKey()),
                    Failure.FILE_SEMANTICS,
                    "has a guard whose keys do not belong together");
            return key;
        } catch (IllegalArgumentException e) {
            throw new Rejected(Failure.FILE_SEMANTICS, "has a guard with an impossible key");
        }
    }
}
