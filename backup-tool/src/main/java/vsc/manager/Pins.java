// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.PinState;
import vsc.model.VscException;

/** The PIN and PUK of a card: state, change, unblock, number of tries. */
public final class Pins {
    private static final int MAX_TRIES = 255;

    private final CardPlace card;
    private final SecretSource secrets;

    public Pins(CardPlace card, SecretSource secrets) {
        this.card = card;
        this.secrets = secrets;
    }

    /** The counters, where the card tells them. */
    public record State(Optional<PinState> pin, Optional<PinState> puk) {}

    public State state() throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            return new State(
                    session.agent().pins().pinState(), session.agent().pins().pukState());
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    public void changePin() throws VscException {
        try (PivSession session = PivSession.open(card, secrets);
                Secret pin = secrets.get(SecretName.PIN, session.label());
                Secret newPin = secrets.chooseOwn(SecretName.NEW_PIN, session.label())) {
            session.agent().pins().changePin(pin, newPin);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    public void changePuk() throws VscException {
        try (PivSession session = PivSession.open(card, secrets);
                Secret puk = secrets.get(SecretName.PUK, session.label());
                Secret newPuk = secrets.chooseOwn(SecretName.NEW_PUK, session.label())) {
            session.agent().pins().changePuk(puk, newPuk);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /** A new PIN for somebody who has the PUK. */
    public void unblock() throws VscException {
        try (PivSession session = PivSession.open(card, secrets);
                Secret puk = secrets.get(SecretName.PUK, session.label());
                Secret newPin = secrets.chooseOwn(SecretName.NEW_PIN, session.label())) {
            session.agent().pins().unblock(puk, newPin);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /** Other numbers of tries; PIN and PUK become the well-known ones again, as on the cards this is taken from. */
    public void setRetries(int pinTries, int pukTries) throws VscException {
        if (Math.min(pinTries, pukTries) < 1 || Math.max(pinTries, pukTries) > MAX_TRIES) {
            throw new VscException(Failure.USAGE, "A PIN has 1 to " + MAX_TRIES + " tries.");
        }
        try (PivSession session = PivSession.open(card, secrets)) {
            session.authenticate();
            session.verifyPin();
            session.agent().pins().setRetries(pinTries, pukTries);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }
}
