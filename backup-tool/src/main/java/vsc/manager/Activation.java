// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.Optional;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.file.HostWitness;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A card opened for one operation. Where another process has it in a reader, that one takes it out, gives its file free,
 * and puts it back afterwards.
 *
 * @param holder has yielded, if there is one
 */
record Activation(VirtualCard card, Optional<ControlClient> holder) implements AutoCloseable {

    /** Asks for the password only where the card has one, and nothing else was presented. */
    static Activation open(Path file, SecretSource secrets) throws VscException {
        return open(file, secrets, HostState.witness(secrets.acceptsOlder()));
    }

    /** The same for a copy that is thrown away: nobody remembers it. */
    static Activation openCopy(Path file, SecretSource secrets) throws VscException {
        return open(file, secrets, Optional.empty());
    }

    private static Activation open(Path file, SecretSource secrets, Optional<HostWitness> witness) throws VscException {
        String label = VirtualCards.inspect(file).label();
        Optional<ControlClient> holder = yielded(file);
        try (Factors factors = Factors.of(secrets, label)) {
            VirtualCard card = VirtualCards.open(file, factors, witness);
            return new Activation(card, holder);
        } catch (VscException e) {
            giveBack(holder);
            throw e;
        }
    }

    /** Lets the holder of a plugged card take it out; nothing if nobody has it plugged. */
    static Optional<ControlClient> yielded(Path file) throws VscException {
        Optional<ControlClient> holder = ControlClient.connect(file);
        if (holder.isPresent()) {
            holder.get().yieldFile();
        }
        return holder;
    }

    /**
     * @throws VscException if the holder could not put the card back; the operation is done all the same
     */
    static void giveBack(Optional<ControlClient> holder) throws VscException {
        if (holder.isPresent()) {
            try (ControlClient client = holder.get()) {
                client.resume();
            }
        }
    }

    /**
     * The holder does not get the card back.
     *
     * @return whether there was one
     */
    static boolean eject(Optional<ControlClient> holder) throws VscException {
        if (holder.isEmpty()) {
            return false;
        }
        try (ControlClient client = holder.get()) {
            client.eject();
        }
        return true;
    }

    @Override
    public void close() throws VscException {
        card.close();
        try {
            giveBack(holder);
        } catch (VscException e) {
            throw new VscException(
                    Failure.CARD_REMOVED, "Done, but the card could not go back into the reader: " + e.getMessage(), e);
        }
    }
}
