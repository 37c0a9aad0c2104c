// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.file.CardLog;
import vsc.file.SlotDescription;
import vsc.model.Failure;
import vsc.model.VscException;

/** Takes a card out of use and back into it. Everything takes what activates the card. */
public final class CardLifecycle {
    private final Path file;
    private final SecretSource secrets;

    public CardLifecycle(Path file, SecretSource secrets) {
        this.file = file;
        this.secrets = secrets;
    }

    /**
     * Takes the card out of use, and out of its reader.
     *
     * @param reason may be empty
     * @return whether it was in a reader
     */
    public boolean disable(String reason) throws VscException {
        String label = VirtualCards.inspect(file).label();
        Optional<ControlClient> holder = Activation.yielded(file);
        try (Factors factors = Factors.of(secrets, label);
                VirtualCard card = VirtualCards.open(file, factors, HostState.witness(secrets.acceptsOlder()))) {
            card.life().disable(reason);
        } catch (VscException e) {
            Activation.giveBack(holder);
            throw e;
        }
        return Activation.eject(holder);
    }

    /**
     * Puts the card into use.
     *
     * @param reason may be empty
     * @param until when it is disabled again by itself
     */
    public void enable(String reason, Optional<Instant> until) throws VscException {
        try (Activation card = Activation.open(file, secrets)) {
            card.card().life().enable(reason, until);
        }
    }

    public CardLog log() throws VscException {
        try (Activation card = Activation.open(file, secrets)) {
            return card.card().life().log();
        }
    }

    /**
     * What sealing has done.
     *
     * @param unprotected the guards that need their PINs still, because recovery does not open them
     * @param ejected whether the card was in a reader, and is no more
     */
    public record Sealed(SortedSet<String> unprotected, boolean ejected) {}

    /**
     * Gives the card new keys that only what was made for recovery opens.
     *
     * @param reason may be empty
     */
    public Sealed seal(String reason, Recovery.Confirmation confirmation) throws VscException {
        if (VirtualCards.inspect(file).slots().stream().noneMatch(SlotDescription::recovery)) {
            throw new VscException(
                    Failure.NOT_SUPPORTED,
                    "Nothing is there that could open the sealed card: make recovery shares first (vsc recovery split).");
        }
        return new Recovery(file, secrets).seal(reason, confirmation);
    }
}
