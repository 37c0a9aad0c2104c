// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import vsc.crypto.Argon2id;
import vsc.crypto.Hkdf;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A slot of a known kind, opened up: it wraps the volume master key, from which all keys of the file come.
 *
 * @param kdf empty for an open slot
 * @param commit tells a wrong password from a damaged file, and binds the envelope to one key, which GCM does not
 */
record KeySlot(int number, Optional<Kdf> kdf, Bytes commit, Envelope masterKey) {
    static final int MASTER_KEY_LENGTH = 32;

    private static final int PASSWORD_FACTOR = 1;

    /** What stands in for a password where there is none. It is no secret. */
    private static final byte[] OPEN = "VSC/1 open slot: not a secret !!".getBytes(StandardCharsets.US_ASCII);

    static KeySlot open(Bytes cardId, int number, Secret masterKey) {
        try (Secret material = Secret.copyOf(OPEN)) {
            return create(cardId, number, Optional.empty(), material, masterKey);
        }
    }

    static KeySlot password(Bytes cardId, int number, Secret password, KdfParameters cost, Secret masterKey) {
        Kdf kdf = new Kdf(cost, Argon2id.newSalt());
        try (Secret material = kdf.derive(password)) {
            return create(cardId, number, Optional.of(kdf), material, masterKey);
        }
    }

    private static KeySlot create(Bytes cardId, int number, Optional<Kdf> kdf, Secret material, Secret masterKey) {
        try (Secret kek = Hkdf.derive(material, cardId, info("kek", number, kdf));
                Secret commit = Hkdf.derive(material, cardId, info("commit", number, kdf))) {
            Envelope envelope = Envelope.seal(kek, Binding.slot(cardId, number), masterKey);
            return new KeySlot(number, kdf, Bytes.copyOf(commit.expose()), envelope);
        }
    }

    /** Opens an open slot. */
    Optional<Secret> unlock(Bytes cardId) {
        try (Secret material = Secret.copyOf(OPEN)) {
            return unlockWith(cardId, material);
        }
    }

    /**
     * Opens a password slot.
     *
     * @return the master key, or nothing if the password is wrong
     */
    Optional<Secret> unlock(Bytes cardId, Secret password) {
        try (Secret material = kdf.orElseThrow().derive(password)) {
            return unlockWith(cardId, material);
        }
    }

    private Optional<Secret> unlockWith(Bytes cardId, Secret material) {
        try (Secret kek = Hkdf.derive(material, cardId, info("kek", number, kdf));
                Secret expected = Hkdf.derive(material, cardId, info("commit", number, kdf))) {
            if (!MessageDigest.isEqual(expected.expose(), commit.toArray())) {
                return Optional.empty();
            }
            Secret masterKey = masterKey().open(kek);
            Rejected.unless(
                    masterKey.length() == MASTER_KEY_LENGTH,
                    Failure.FILE_ENVELOPE,
                    "is damaged: its key has the wrong length");
            return Optional.of(masterKey);
        }
    }

    /**
     * The master key from the first slot that gives it. Slots that need no password come first, so that nobody is asked in
     * vain.
     *
     * @throws Rejected if no slot is of a kind that is known here, or an open slot does not open
     */
    static Unlocked unlockAny(Bytes cardId, List<KeySlot> slots, PasswordSource source) throws VscException {
        for (KeySlot slot : slots) {
            if (slot.kdf().isEmpty()) {
                Secret masterKey = slot.unlock(cardId)
                        .orElseThrow(() ->
                                new Rejected(Failure.FILE_AUTHENTICITY, "was altered: its open slot does not open"));
                return new Unlocked(slot, masterKey);
            }
        }
        Rejected.unless(!slots.isEmpty(), Failure.NOT_SUPPORTED, "opens only in ways this version does not know");
        try (Secret password = source.ask()) {
            for (KeySlot slot : slots) {
                Optional<Secret> masterKey = slot.unlock(cardId, password);
                if (masterKey.isPresent()) {
                    return new Unlocked(slot, masterKey.get());
                }
            }
        }
        throw new Rejected(Failure.WRONG_PASSWORD, "does not open with this password");
    }

    /** A slot and what it gave. */
    record Unlocked(KeySlot slot, Secret masterKey) implements AutoCloseable {
        @Override
        public void close() {
            masterKey.close();
        }
    }

    private static Bytes info(String use, int number, Optional<Kdf> kdf) {
        Bytes cost = kdf.map(Kdf::costBytes).orElse(Bytes.adopt(new byte[Kdf.COST_LENGTH]));
        int kind = kdf.isPresent() ? Slot.PASSWORD : Slot.OPEN;
        int factors = kdf.isPresent() ? PASSWORD_FACTOR : 0;
        return Bytes.ascii("vsc/1 slot " + use).concat(Bytes.of(number, kind, factors), cost);
    }

    Slot toSlot() {
        Bytes body = DerWriter.sequenceOf(der -> {
            kdf.ifPresent(present -> present.writeTo(der));
            der.octets(commit);
            der.raw(masterKey.encode());
        });
        return new Slot(number, kdf.isPresent() ? Slot.PASSWORD : Slot.OPEN, body);
    }

    static KeySlot parse(Slot slot, Bytes cardId) {
        DerReader der = DerReader.ofSequence(slot.body().toArray(), Failure.FILE_ENCODING);
        Optional<Kdf> kdf = slot.kind() == Slot.PASSWORD ? Optional.of(Kdf.read(der)) : Optional.empty();
        Bytes commit = der.octets(Sha256.LENGTH);
        Envelope masterKey = Envelope.parse(der.raw(), Binding.slot(cardId, slot.number()));
        der.end();
        return new KeySlot(slot.number(), kdf, commit, masterKey);
    }
}
