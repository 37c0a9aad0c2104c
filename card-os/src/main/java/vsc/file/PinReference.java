// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.Argon2id;
import vsc.crypto.Hkdf;
import vsc.crypto.KdfParameters;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.PinState;

/**
 * A PIN as the card knows it.
 *
 * @param commit what the right PIN is compared by
 * @param wraps for each guard that the PIN opens, its private key under a key from the PIN
 */
record PinReference(String name, PinState state, String salt, Bytes commit, SortedMap<String, Envelope> wraps) {
    static final int MAX_TRIES = 255;

    /**
     * @param pepper makes the PIN useless to guess at without the key of the password area
     */
    static PinReference create(
            Bytes cardId, String name, Secret value, int maxTries, Secret pepper, Map<String, SealingKey> guards) {
        String salt = Argon2id.newSalt();
        try (PinKeys keys = PinKeys.derive(cardId, name, value, salt, pepper)) {
            SortedMap<String, Envelope> wraps = new TreeMap<>();
            guards.forEach((guard, key) ->
                    wraps.put(guard, Envelope.seal(keys.kek, Binding.pin(cardId, name, guard), key.privateKey())));
            return new PinReference(
                    name,
                    new PinState(maxTries, maxTries),
                    salt,
                    Bytes.copyOf(keys.commit.expose()),
                    Collections.unmodifiableSortedMap(wraps));
        }
    }

    /** The key of the wraps, or nothing if {@code value} is not the PIN. */
    Optional<Secret> unlock(Bytes cardId, Secret value, Secret pepper) {
        try (PinKeys keys = PinKeys.derive(cardId, name, value, salt, pepper)) {
            return MessageDigest.isEqual(keys.commit.expose(), commit.toArray())
                    ? Optional.of(keys.kek.copy())
                    : Optional.empty();
        }
    }

    PinReference withTriesLeft(int tries) {
        return new PinReference(name, new PinState(tries, state.maxTries()), salt, commit, wraps);
    }

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(name);
            der.integer(state.triesLeft());
            der.integer(state.maxTries());
            der.text(salt);
            der.octets(commit);
            der.sequence(() -> wraps.forEach((guard, envelope) -> der.sequence(() -> {
                der.text(guard);
                der.raw(envelope.encode());
            })));
        });
    }

    static Map.Entry<String, PinReference> read(DerReader list, Bytes cardId) {
        DerReader der = list.sequence();
        String name = Names.read(der);
        PinState state = new PinState(der.integer(MAX_TRIES), der.integer(MAX_TRIES));
        String salt = der.text(Argon2id.SALT_LENGTH);
        der.require(Argon2id.isSalt(salt), "has a salt that is none");
        Bytes commit = der.octets(Sha256.LENGTH);
        SortedMap<String, Envelope> wraps =
                der.mapOf(Header.MAX_ENTRIES, wrap -> readWrap(wrap.sequence(), cardId, name));
        return Map.entry(name, new PinReference(name, state, salt, commit, wraps));
    }

    private static Map.Entry<String, Envelope> readWrap(DerReader der, Bytes cardId, String pin) {
        String guard = Names.read(der);
        return Map.entry(guard, Envelope.parse(der.raw(), Binding.pin(cardId, pin, guard)));
    }

    /** What a PIN turns into. */
    private record PinKeys(Secret kek, Secret commit) implements AutoCloseable {

        static PinKeys derive(Bytes cardId, String name, Secret value, String salt, Secret pepper) {
            try (Secret stretched = Argon2id.derive(value, salt, KdfParameters.PIN);
                    Secret material = join(stretched, pepper)) {
                return new PinKeys(
                        Hkdf.derive(material, cardId, Bytes.ascii("vsc/1 pin kek" + name)),
                        Hkdf.derive(material, cardId, Bytes.ascii("vsc/1 pin commit" + name)));
            }
        }

        private static Secret join(Secret first, Secret second) {
            byte[] joined = Arrays.copyOf(first.expose(), first.length() + second.length());
            System.arraycopy(second.expose(), 0, joined, first.length(), second.length());
            return Secret.adopt(joined);
        }

        @Override
        public void close() {
            kek.close();
            commit.close();
        }
    }
}
