// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The secrets of those slots of a card that are at hand, by which the slots can be made anew around another key. */
final class SlotSecrets implements AutoCloseable {
    private final Bytes cardId;
    private final PasswordSource source;
    private final Map<Integer, KeySlot.Opened> opened = new HashMap<>();

    SlotSecrets(Bytes cardId, PasswordSource source) {
        this.cardId = cardId;
        this.source = source;
    }

    /**
     * @param slot taken over
     */
    void put(KeySlot.Opened slot) {
        opened.put(slot.number(), slot);
    }

    void remove(int number) {
        KeySlot.Opened removed = opened.remove(number);
        if (removed != null) {
            removed.close();
        }
    }

    /** Makes what a slot takes, for a slot of that number. */
    @FunctionalInterface
    interface NewFactor {
        NewFactor PASSWORD = number -> new Factor.Fresh(new Factor.None(), Secret.adopt(new byte[0]));

        Factor.Fresh make(int number) throws VscException;
    }

    /**
     * A slot with the lowest number that is free.
     *
     * @param password not closed
     */
    KeySlot.Opened add(List<Slot> slots, Optional<Secret> password, KdfParameters cost, NewFactor factor)
            throws VscException {
        if (!cost.suitsPassword()) {
            throw new IllegalArgumentException("too cheap or too expensive for a password: " + cost);
        }
        Rejected.unless(slots.size() < Header.MAX_ENTRIES, Failure.NOT_SUPPORTED, "cannot have more slots");
        Set<Integer> used = slots.stream().map(Slot::number).collect(Collectors.toSet());
        int number = 0;
        while (used.contains(number)) {
            number++;
        }
        try (Factor.Fresh fresh = factor.make(number)) {
            KeySlot.Opened added = KeySlot.opened(number, password, cost, fresh);
            put(added);
            return added;
        }
    }

    /**
     * Slots around another key.
     *
     * @param slots all that there are now
     * @param made those of them that were made anew
     */
    record Rewrapped(List<Slot> slots, List<KeySlot> made, List<SlotDescription> dropped) {}

    /** Makes those slots anew that {@code which} chooses, drops what cannot be made anew, and leaves the others. */
    Rewrapped rewrap(List<Slot> slots, KeySlot.Wrapped wrapped, Predicate<KeySlot> which) throws VscException {
        Rewrapped result = new Rewrapped(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Slot slot : slots) {
            Optional<KeySlot> chosen = Optional.of(slot)
                    .filter(Slot::isKnown)
                    .map(known -> KeySlot.parse(known, cardId))
                    .filter(which);
            if (chosen.isEmpty()) {
                result.slots().add(slot);
                continue;
            }
            KeySlot old = chosen.get();
            Optional<KeySlot.Opened> again = again(old);
            if (again.isPresent()) {
                KeySlot made = again.get().wrap(cardId, wrapped.of(old));
                result.slots().add(made.toSlot());
                result.made().add(made);
            } else {
                result.dropped().add(old.describe());
            }
        }
        return result;
    }

    /** Known already, presented by now, or made anew for somebody whose public key is in the slot. */
    private Optional<KeySlot.Opened> again(KeySlot slot) throws VscException {
        KeySlot.Opened known = opened.get(slot.number());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<KeySlot.Opened> found = slot.kdf().isEmpty() && slot.factor() instanceof RecipientFactor recipient
                ? Optional.of(forRecipient(slot.number(), recipient))
                : presented(slot);
        found.ifPresent(this::put);
        return found;
    }

    private KeySlot.Opened forRecipient(int number, RecipientFactor recipient) {
        try (Factor.Fresh fresh = RecipientFactor.fresh(cardId, number, recipient.owner(), recipient.publicKey())) {
            return KeySlot.opened(number, Optional.empty(), KdfParameters.DEFAULT, fresh);
        }
    }

    private Optional<KeySlot.Opened> presented(KeySlot slot) throws VscException {
        Optional<Secret> password = source.given();
        try {
            Optional<KeySlot.Unlocked> unlocked = slot.unlock(cardId, source.presented(), password);
            if (unlocked.isEmpty()) {
                return Optional.empty();
            }
            try (KeySlot.Unlocked open = unlocked.get()) {
                return Optional.of(open.opened());
            }
        } finally {
            password.ifPresent(Secret::close);
        }
    }

    @Override
    public void close() {
        opened.values().forEach(KeySlot.Opened::close);
    }
}
