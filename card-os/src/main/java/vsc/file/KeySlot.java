// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vsc.crypto.Argon2id;
import vsc.crypto.Hkdf;
import vsc.crypto.KdfParameters;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A slot of a known kind, opened up: it wraps the volume master key, from which all keys of the file come.
 *
 * @param kdf that of its password; empty if it takes none
 * @param commit tells a wrong password from a damaged file, and binds the envelopes to one key, which GCM does not
 * @param recoveryKey the private key that opens all guards, where this is a slot for recovery
 */
record KeySlot(
        int number,
        Optional<Kdf> kdf,
        Factor factor,
        Bytes commit,
        Envelope masterKey,
        Optional<Envelope> recoveryKey) {
    static final int MASTER_KEY_LENGTH = 32;

    private static final int PASSWORD_MASK = 1;
    private static final int PASSWORD = Der.context(0);
    private static final int RECOVERY = Der.context(1);

    /** A password slot, or an open one. */
    KeySlot(int number, Optional<Kdf> kdf, Bytes commit, Envelope masterKey) {
        this(number, kdf, kdf.isPresent() ? new Factor.None() : new Factor.Open(), commit, masterKey, Optional.empty());
    }

    static KeySlot open(Bytes cardId, int number, Secret masterKey) {
        Factor.Open factor = new Factor.Open();
        try (Secret material = factor.material(Presented.NOTHING).orElseThrow()) {
            return create(cardId, number, Optional.empty(), factor, material, Wrapped.of(masterKey));
        }
    }

    static KeySlot password(Bytes cardId, int number, Secret password, KdfParameters cost, Secret masterKey) {
        try (Factor.Fresh factor = new Factor.Fresh(new Factor.None(), Secret.adopt(new byte[0]));
                Opened opened = opened(number, Optional.of(password), cost, factor)) {
            return opened.wrap(cardId, Wrapped.of(masterKey));
        }
    }

    /** What all slots wrap, and the slots for recovery besides. Remains the caller's. */
    record Wrapped(Secret masterKey, Optional<SealingKey> recoveryKey) {
        static Wrapped of(Secret masterKey) {
            return new Wrapped(masterKey, Optional.empty());
        }

        /** What {@code slot} is to wrap: the recovery key only if it does so already. */
        Wrapped of(KeySlot slot) {
            return slot.recoveryKey.isPresent() ? this : of(masterKey);
        }
    }

    /**
     * A slot whose secret is at hand, so that it can be made anew.
     *
     * @param material the input of the slot's key
     */
    record Opened(int number, Optional<Kdf> kdf, Factor factor, Secret material) implements AutoCloseable {
        KeySlot wrap(Bytes cardId, Wrapped wrapped) {
            return create(cardId, number, kdf, factor, material, wrapped);
        }

        @Override
        public void close() {
            material.close();
        }
    }

    /**
     * A new slot.
     *
     * @param password not closed
     */
    static Opened opened(int number, Optional<Secret> password, KdfParameters cost, Factor.Fresh factor) {
        Optional<Kdf> kdf = password.map(present -> new Kdf(cost, Argon2id.newSalt()));
        return new Opened(number, kdf, factor.factor(), join(kdf, password, factor.material()));
    }

    private static Secret join(Optional<Kdf> kdf, Optional<Secret> password, Secret material) {
        if (kdf.isEmpty()) {
            return material.copy();
        }
        try (Secret stretched = kdf.get().derive(password.orElseThrow())) {
            byte[] joined = Arrays.copyOf(stretched.expose(), stretched.length() + material.length());
            System.arraycopy(material.expose(), 0, joined, stretched.length(), material.length());
            return Secret.adopt(joined);
        }
    }

    private static KeySlot create(
            Bytes cardId, int number, Optional<Kdf> kdf, Factor factor, Secret material, Wrapped wrapped) {
        try (Secret kek = Hkdf.derive(material, cardId, info("kek", number, kdf, factor));
                Secret commit = Hkdf.derive(material, cardId, info("commit", number, kdf, factor))) {
            return new KeySlot(
                    number,
                    kdf,
                    factor,
                    Bytes.copyOf(commit.expose()),
                    Envelope.seal(kek, Binding.slot(cardId, number), wrapped.masterKey()),
                    wrapped.recoveryKey()
                            .map(key -> Envelope.seal(kek, recoveryBinding(cardId, number), key.privateKey())));
        }
    }

    private static Binding recoveryBinding(Bytes cardId, int number) {
        return new Binding(cardId, List.of("slot", Integer.toString(number), "recovery"), Bytes.EMPTY);
    }

    /**
     * Opens the slot.
     *
     * @param password empty to leave out a slot that takes one; not closed
     * @return nothing if the password or what was presented is wrong
     * @throws VscException if what was presented cannot be used
     */
    Optional<Unlocked> unlock(Bytes cardId, Presented presented, Optional<Secret> password) throws VscException {
        Optional<Secret> own = kdf.isPresent() && password.isEmpty() ? Optional.empty() : factor.material(presented);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        try (Secret material = own.get()) {
            return unlock(cardId, join(kdf, password, material));
        }
    }

    private Optional<Unlocked> unlock(Bytes cardId, Secret material) {
        try (Secret kek = Hkdf.derive(material, cardId, info("kek", number, kdf, factor));
                Secret expected = Hkdf.derive(material, cardId, info("commit", number, kdf, factor))) {
            if (!MessageDigest.isEqual(expected.expose(), commit.toArray())) {
                material.close();
                return Optional.empty();
            }
            Secret opened = masterKey.open(kek);
            Rejected.unless(
                    opened.length() == MASTER_KEY_LENGTH,
                    Failure.FILE_ENVELOPE,
                    "is damaged: its key has the wrong length");
            return Optional.of(
                    new Unlocked(this, material, opened, recoveryKey.map(envelope -> sealingKey(envelope, kek))));
        }
    }

    private static SealingKey sealingKey(Envelope envelope, Secret kek) {
        try (Secret encoded = envelope.open(kek)) {
            return SealingKey.open(encoded);
        } catch (IllegalArgumentException e) {
            throw new Rejected(Failure.FILE_ENVELOPE, "is damaged: its recovery key is none");
        }
    }

    /**
     * The master key from the first slot that gives it. Slots that need no password come first, so that nobody is asked in
     * vain.
     *
     * @throws Rejected if no slot is of a kind that is known here, or an open slot does not open
     */
    static Unlocked unlockAny(Bytes cardId, List<KeySlot> slots, PasswordSource source) throws VscException {
        Presented presented = source.presented();
        SlotChoice choice = SlotChoice.of(cardId, slots, presented);
        for (KeySlot slot : choice.withoutPassword()) {
            Optional<Unlocked> unlocked = slot.unlock(cardId, presented, Optional.empty());
            if (unlocked.isPresent()) {
                return unlocked.get();
            }
            Rejected.unless(
                    slot.kind() != Slot.OPEN, Failure.FILE_AUTHENTICITY, "was altered: its open slot does not open");
        }
        if (choice.withPassword().isEmpty()) {
            throw new Rejected(Failure.WRONG_PASSWORD, "does not open with this " + presented.words(false));
        }
        try (Secret password = source.ask()) {
            for (KeySlot slot : choice.withPassword()) {
                Optional<Unlocked> unlocked = slot.unlock(cardId, presented, Optional.of(password));
                if (unlocked.isPresent()) {
                    return unlocked.get();
                }
            }
        }
        throw new Rejected(Failure.WRONG_PASSWORD, "does not open with this " + presented.words(true));
    }

    /** A slot and what it gave, and the input of its key. */
    record Unlocked(KeySlot slot, Secret material, Secret masterKey, Optional<SealingKey> recoveryKey)
            implements AutoCloseable {
        /** What it takes to make the slot anew. */
        Opened opened() {
            return new Opened(slot.number, slot.kdf, slot.factor, material.copy());
        }

        @Override
        public void close() {
            material.close();
            masterKey.close();
            recoveryKey.ifPresent(SealingKey::close);
        }
    }

    int kind() {
        return factor.kind();
    }

    /** How often something expensive is done to open it, such as Argon2. */
    int derivations() {
        return (kdf.isPresent() ? 1 : 0) + factor.derivations();
    }

    SlotDescription describe() {
        return new SlotDescription(
                number, factor.name(), factor.detail(), kdf.isPresent(), kdf.map(Kdf::cost), recoveryKey.isPresent());
    }

    private static Bytes info(String use, int number, Optional<Kdf> kdf, Factor factor) {
        Bytes cost = kdf.map(Kdf::costBytes).orElse(Bytes.adopt(new byte[Kdf.COST_LENGTH]));
        int factors = factor.mask() | (kdf.isPresent() ? PASSWORD_MASK : 0);
        return Bytes.ascii("vsc/1 slot " + use)
                .concat(Bytes.of(number, factor.kind(), factors), cost, factor.parameters());
    }

    Slot toSlot() {
        Bytes body = DerWriter.sequenceOf(der -> {
            if (kind() == Slot.PASSWORD) {
                kdf.orElseThrow().writeTo(der);
            } else {
                kdf.ifPresent(present -> der.constructed(PASSWORD, () -> present.writeTo(der)));
            }
            factor.writeTo(der);
            der.octets(commit);
            der.raw(masterKey.encode());
            recoveryKey.ifPresent(envelope -> der.constructed(RECOVERY, () -> der.raw(envelope.encode())));
        });
        return new Slot(number, kind(), body);
    }

    static KeySlot parse(Slot slot, Bytes cardId) {
        DerReader der = DerReader.ofSequence(slot.body().toArray(), Failure.FILE_ENCODING);
        int number = slot.number();
        Optional<Kdf> kdf = readKdf(der, slot.kind());
        Factor factor = readFactor(der, slot, cardId);
        Bytes commit = der.octets(Sha256.LENGTH);
        Envelope masterKey = Envelope.parse(der.raw(), Binding.slot(cardId, number));
        boolean recovery = slot.kind() > Slot.PASSWORD && der.next(RECOVERY);
        Optional<Envelope> recoveryKey = recovery
                ? Optional.of(Envelope.parse(der.constructed(RECOVERY).raw(), recoveryBinding(cardId, number)))
                : Optional.empty();
        der.end();
        KeySlot parsed = new KeySlot(number, kdf, factor, commit, masterKey, recoveryKey);
        Rejected.unless(
                parsed.kind() == slot.kind() && parsed.toSlot().body().equals(slot.body()),
                Failure.FILE_ENCODING,
                "is damaged: a slot of it is not built as it should be");
        return parsed;
    }

    private static Optional<Kdf> readKdf(DerReader der, int kind) {
        if (kind == Slot.PASSWORD) {
            return Optional.of(Kdf.read(der));
        }
        return kind != Slot.OPEN && der.next(PASSWORD)
                ? Optional.of(Kdf.read(der.constructed(PASSWORD)))
                : Optional.empty();
    }

    private static Factor readFactor(DerReader der, Slot slot, Bytes cardId) {
        return switch (slot.kind()) {
            case Slot.OPEN -> new Factor.Open();
            case Slot.PASSWORD -> new Factor.None();
            case Slot.KEY_FILE -> FileFactor.read(der);
            case Slot.SHARES -> SharesFactor.read(der);
            case Slot.RECIPIENT -> RecipientFactor.read(der, cardId, slot.number());
            case Slot.HOST -> HostFactor.read(der);
            default -> throw new IllegalArgumentException("not a known kind of slot: " + slot.kind());
        };
    }
}
