// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import java.util.SortedMap;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.PinState;

/**
 * The password area: PINs, their counters, and the guards they open.
 *
 * @param pepper 32 bytes that go into every PIN
 * @param recoveryKey SubjectPublicKeyInfo to which every guard is sealed as well
 */
record PasswordArea(
        Secret pepper,
        Optional<Bytes> recoveryKey,
        SortedMap<String, Guard> guards,
        SortedMap<String, PinReference> pins) {
    static final int PEPPER_LENGTH = 32;

    private static final int RECOVERY_KEY = Der.context(0);

    Secret encode() {
        return DerWriter.secretSequenceOf(der -> {
            der.octets(pepper);
            recoveryKey.ifPresent(key -> der.constructed(RECOVERY_KEY, () -> der.octets(key)));
            der.sequence(() -> guards.values().forEach(guard -> guard.writeTo(der)));
            der.sequence(() -> pins.values().forEach(pin -> pin.writeTo(der)));
        });
    }

    static PasswordArea parse(Secret encoded, Bytes cardId) {
        DerReader der = DerReader.ofSequence(encoded.expose(), Failure.FILE_ENCODING);
        Secret pepper = der.secret();
        Optional<Bytes> recoveryKey = der.next(RECOVERY_KEY)
                ? Optional.of(der.constructed(RECOVERY_KEY).octets())
                : Optional.empty();
        return new PasswordArea(
                pepper,
                recoveryKey,
                der.mapOf(Header.MAX_ENTRIES, list -> Guard.read(list, cardId)),
                der.mapOf(Header.MAX_ENTRIES, list -> PinReference.read(list, cardId)));
    }

    void check() {
        require(pepper.length() == PEPPER_LENGTH, "has a pepper of the wrong length");
        require(recoveryKey.map(SealingKey::isPublicKey).orElse(true), "has an impossible recovery key");
        Guard open = guards.get(ObjectStore.OPEN_GUARD);
        require(open != null && open.openKey().isPresent(), "has no open guard");
        guards.values().forEach(PasswordArea::check);
        for (PinReference pin : pins.values()) {
            PinState state = pin.state();
            require(state.triesLeft() <= state.maxTries(), "has a PIN with more tries than there can be");
            require(guards.keySet().containsAll(pin.wraps().keySet()), "has a PIN for a guard that is not there");
        }
    }

    private static void check(Guard guard) {
        boolean isOpen = guard.name().equals(ObjectStore.OPEN_GUARD);
        require(guard.openKey().isPresent() == isOpen, "has a guard that is open and should not be");
        require(
                guard.openKey()
                        .map(key -> key.publicKey().equals(guard.publicKey()))
                        .orElse(true),
                "has an open guard whose keys do not belong together");
    }

    void close() {
        pepper.close();
        guards.values().forEach(guard -> guard.openKey().ifPresent(SealingKey::close));
    }

    private static void require(boolean condition, String words) {
        Rejected.unless(condition, Failure.FILE_SEMANTICS, words);
    }
}
