// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import vsc.app.piv.Piv;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.crypto.KdfCalibration;
import vsc.crypto.Secret;
import vsc.file.RecoveryReport;
import vsc.file.RekeyPlan;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** For the day on which password or PIN are lost, and for the day after an old copy got lost. */
public final class Recovery {
    private final Path file;
    private final SecretSource secrets;

    public Recovery(Path file, SecretSource secrets) {
        this.file = file;
        this.secrets = secrets;
    }

    /**
     * Makes shares of which some are enough to open the card and all that its PINs protect.
     *
     * @return the shares are to be closed
     */
    public RecoveryReport split(int threshold, int count) throws VscException {
        return withPins(true, (slots, pins) -> slots.slots().split(threshold, count, pins));
    }

    /** The same for whoever has the private key of a certificate. */
    public RecoveryReport addCertificate(Recipient recipient) throws VscException {
        return withPins(
                true,
                (slots, pins) -> slots.slots().addRecoveryRecipient(recipient.owner(), recipient.publicKey(), pins));
    }

    /** Whether dropping slots is confirmed, which cannot be undone. */
    @FunctionalInterface
    public interface Confirmation {
        /**
         * @throws VscException {@link Failure#NOT_CONFIRMED} if not
         */
        void require(RekeyPlan plan) throws VscException;
    }

    /**
     * What a rekey has done.
     *
     * @param renewed the guards with new keys: those whose PINs were all given
     * @param ejected whether the card was in a reader, and is no more
     */
    public record Rekeyed(SortedSet<String> renewed, boolean ejected) {}

    /**
     * Gives the card new keys, so that neither old copies nor whoever has opened one tell anything about what is written
     * from now on.
     */
    public Rekeyed rekey(Confirmation confirmation) throws VscException {
        return withPins(false, (slots, pins) -> {
            try (RekeyPlan plan = slots.slots().plan(false)) {
                confirmation.require(plan);
                SortedSet<String> renewed = slots.slots().rekey(plan, pins);
                return new Rekeyed(renewed, slots.eject());
            }
        });
    }

    /** The same with what was made for recovery alone: {@link CardLifecycle#seal}. */
    CardLifecycle.Sealed seal(String reason, Confirmation confirmation) throws VscException {
        return withPins(false, (slots, pins) -> {
            try (RekeyPlan plan = slots.slots().plan(true)) {
                confirmation.require(plan);
                SortedSet<String> unprotected = slots.slots().seal(plan, pins, reason);
                return new CardLifecycle.Sealed(unprotected, slots.eject());
            }
        });
    }

    /**
     * Puts a new password in the place of those that are forgotten.
     *
     * @param allowWeak whether to take a password that is easily guessed
     * @return the new password if it was generated, to be shown once and then closed
     */
    public Map<SecretName, Secret> resetPassword(boolean allowWeak) throws VscException {
        try (OpenSlots slots = OpenSlots.open(file, secrets);
                ChosenPassword chosen = ChosenPassword.ask(secrets, slots.label(), allowWeak)) {
            slots.slots().resetPassword(chosen.password(), KdfCalibration.measure());
            return chosen.toShow();
        }
    }

    /**
     * Sets a PIN that nobody knows any more; takes what was made for recovery.
     *
     * @param puk whether it is the PUK
     */
    public void resetPin(boolean puk) throws VscException {
        String label = VirtualCards.inspect(file).label();
        Optional<ControlClient> holder = Activation.yielded(file);
        try (Factors factors = Factors.of(secrets, label);
                Secret value = secrets.chooseOwn(puk ? SecretName.NEW_PUK : SecretName.NEW_PIN, label)) {
            VirtualCards.resetPin(
                    file, factors, puk ? Piv.PUK : Piv.PIN, value, HostState.witness(secrets.acceptsOlder()));
        } finally {
            Activation.giveBack(holder);
        }
    }

    private interface Operation<T> {
        T run(OpenSlots slots, Map<String, Secret> pins) throws VscException;
    }

    /**
     * @param ask whether to ask for the PIN if neither it nor the PUK was given
     */
    private <T> T withPins(boolean ask, Operation<T> operation) throws VscException {
        Map<String, Secret> pins = new HashMap<>();
        try {
            secrets.given(SecretName.PIN).ifPresent(pin -> pins.put(Piv.PIN, pin));
            secrets.given(SecretName.PUK).ifPresent(puk -> pins.put(Piv.PUK, puk));
            if (ask && pins.isEmpty()) {
                pin().ifPresent(pin -> pins.put(Piv.PIN, pin));
            }
            try (OpenSlots slots = OpenSlots.open(file, secrets)) {
                return operation.run(slots, pins);
            }
        } finally {
            pins.values().forEach(Secret::close);
        }
    }

    /** The well-known one of a test card that still has it; otherwise typed, or nothing where nobody can be asked. */
    private Optional<Secret> pin() throws VscException {
        CardInfo info = VirtualCards.inspect(file);
        if (info.testCard()) {
            Optional<Secret> known = defaultPin();
            if (known.isPresent()) {
                return known;
            }
        }
        try {
            Secret typed = secrets.get(SecretName.PIN, info.label() + ", to make what it protects recoverable");
            return Optional.of(typed).filter(pin -> pin.length() > 0);
        } catch (VscException e) {
            if (e.failure() == Failure.SECRET_NEEDED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Secret> defaultPin() throws VscException {
        try (PivSession session = PivSession.open(new CardPlace.InFile(file), secrets)) {
            return session.agent().hasDefaultPin()
                    ? Optional.of(Secret.adopt(Bytes.ascii(Piv.DEFAULT_PIN).toArray()))
                    : Optional.empty();
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }
}
