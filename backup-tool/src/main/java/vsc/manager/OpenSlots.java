// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.Optional;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.file.KeySlots;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The slots of a card, opened for one operation. Where another process has the card in a reader, that one takes it out, as for
 * an {@link Activation}.
 */
final class OpenSlots implements AutoCloseable {
    private final String label;
    private final Factors factors;
    private final KeySlots slots;
    private Optional<ControlClient> holder;

    private OpenSlots(String label, Factors factors, KeySlots slots, Optional<ControlClient> holder) {
        this.label = label;
        this.factors = factors;
        this.slots = slots;
        this.holder = holder;
    }

    static OpenSlots open(Path file, SecretSource secrets) throws VscException {
        String label = VirtualCards.inspect(file).label();
        Factors factors = Factors.of(secrets, label);
        Optional<ControlClient> holder = Optional.empty();
        try {
            holder = Activation.yielded(file);
            return new OpenSlots(
                    label, factors, KeySlots.open(file, factors, HostState.witness(secrets.acceptsOlder())), holder);
        } catch (VscException e) {
            factors.close();
            Activation.giveBack(holder);
            throw e;
        }
    }

    String label() {
        return label;
    }

    KeySlots slots() {
        return slots;
    }

    /**
     * The holder does not get the card back: its keys are not those of the card any more.
     *
     * @return whether there was one
     */
    boolean eject() throws VscException {
        Optional<ControlClient> ejected = holder;
        holder = Optional.empty();
        return Activation.eject(ejected);
    }

    @Override
    public void close() throws VscException {
        slots.close();
        factors.close();
        try {
            Activation.giveBack(holder);
        } catch (VscException e) {
            throw new VscException(
                    Failure.CARD_REMOVED, "Done, but the card could not go back into the reader: " + e.getMessage(), e);
        }
    }
}
