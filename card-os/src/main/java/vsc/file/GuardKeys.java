// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import vsc.crypto.CardKey;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.OpenGuards;

/** The private keys of guards, and every key that was unsealed with them. */
final class GuardKeys implements OpenGuards {
    private final Map<String, SealingKey> guards;
    private final boolean closes;

    /** By the envelope itself, so that a key that was replaced is not found any more. */
    private final Map<Envelope, CardKey> unsealed = new HashMap<>();

    /**
     * @param guards taken over
     * @param closes whether {@link #close} has an effect, or only {@link #wipe}
     */
    GuardKeys(Map<String, SealingKey> guards, boolean closes) {
        this.guards = new HashMap<>(guards);
        this.closes = closes;
    }

    @Override
    public synchronized boolean opens(String guard) {
        return guards.containsKey(guard);
    }

    /**
     * @throws CardError 6982 if this does not open {@code guard}, or only what had that name before
     */
    synchronized SealingKey key(Guard guard) {
        SealingKey key = guards.get(guard.name());
        if (key == null || !key.publicKey().equals(guard.publicKey())) {
            throw new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return key;
    }

    /** The content of an envelope that is sealed to {@code guard}; errors as {@link #key}. */
    synchronized Secret open(Envelope envelope, Guard guard) {
        SealingKey key = key(guard);
        CardError.unless(envelope.isFor(key.publicKey()), StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        return envelope.open(key);
    }

    /** The key in an envelope that is sealed to {@code guard}; errors as {@link #key}. */
    synchronized CardKey use(SecretKeyArea.SealedKey sealed, Guard guard) {
        key(guard);
        CardKey known = unsealed.get(sealed.envelope());
        if (known != null && known.isCurrent()) {
            return known;
        }
        try (Secret material = open(sealed.envelope(), guard)) {
            CardKey key = CardKey.open(sealed.description().type(), material);
            unsealed.put(sealed.envelope(), key);
            return key;
        }
    }

    /** The private keys themselves, copied. The caller closes them. */
    synchronized Map<String, SealingKey> copies() {
        Map<String, SealingKey> copies = new HashMap<>();
        guards.forEach((name, key) -> copies.put(name, SealingKey.open(key.privateKey())));
        return copies;
    }

    /** Forgets the keys that are not on the card any more. */
    synchronized void retain(Set<Envelope> present) {
        unsealed.keySet().removeIf(envelope -> !present.contains(envelope));
    }

    @Override
    public void close() {
        if (closes) {
            wipe();
        }
    }

    synchronized void wipe() {
        guards.values().forEach(SealingKey::close);
        guards.clear();
        unsealed.clear();
    }
}
