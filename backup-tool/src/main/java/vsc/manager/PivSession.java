// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import vsc.agent.PivAgent;
import vsc.app.piv.Piv;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/** The PIV application of a card, and the secrets that unlock it when they are needed. */
final class PivSession implements AutoCloseable {
    private final OpenCard card;
    private final PivAgent agent;
    private final SecretSource secrets;

    private PivSession(OpenCard card, PivAgent agent, SecretSource secrets) {
        this.card = card;
        this.agent = agent;
        this.secrets = secrets;
    }

    static PivSession open(CardPlace place, SecretSource secrets) throws VscException {
        OpenCard card = OpenCard.open(place, secrets);
        try {
            return new PivSession(card, PivAgent.select(card.transport()), secrets);
        } catch (IOException | VscException e) {
            card.close();
            throw e instanceof VscException known ? known : OpenCard.lost((IOException) e);
        }
    }

    PivAgent agent() {
        return agent;
    }

    String label() {
        return card.label();
    }

    /** The well-known secrets of a test card are not asked for, as long as the card still has them. */
    void authenticate() throws VscException, IOException {
        if (card.testCard() && agent.hasDefaultManagementKey()) {
            try (Secret known = Secret.adopt(Piv.DEFAULT_MANAGEMENT_KEY.toArray())) {
                agent.authenticate(known);
            }
            return;
        }
        try (Secret text = secrets.get(SecretName.MANAGEMENT_KEY, label());
                Secret key = CreateCard.parseHex(text)) {
            agent.authenticate(key);
        }
    }

    /** As {@link #authenticate}. */
    void verifyPin() throws VscException, IOException {
        boolean known = card.testCard() && agent.hasDefaultPin();
        try (Secret pin =
                known ? Secret.adopt(Bytes.ascii(Piv.DEFAULT_PIN).toArray()) : secrets.get(SecretName.PIN, label())) {
            agent.pins().verify(pin);
        }
    }

    @Override
    public void close() throws VscException {
        card.close();
    }
}
