// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Path;
import vsc.agent.PivAgent;
import vsc.app.piv.Piv;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The PIV application of a virtual card in this process, and the secrets that unlock it when they are needed. */
final class PivSession implements AutoCloseable {
    private final Activation card;
    private final PivAgent agent;
    private final SecretSource secrets;
    private final String label;

    private PivSession(Activation card, PivAgent agent, SecretSource secrets) {
        this.card = card;
        this.agent = agent;
        this.secrets = secrets;
        this.label = card.card().info().label();
    }

    static PivSession open(Path file, SecretSource secrets) throws VscException {
        Activation card = Activation.open(file, secrets);
        try {
            return new PivSession(card, PivAgent.select(card.card().card()), secrets);
        } catch (IOException | VscException e) {
            card.close();
            throw e instanceof VscException known ? known : removed(e);
        }
    }

    PivAgent agent() {
        return agent;
    }

    String label() {
        return label;
    }

    /** The well-known secrets of a test card are not asked for, as long as the card still has them. */
    void authenticate() throws VscException, IOException {
        if (card.card().info().testCard() && agent.hasDefaultManagementKey()) {
            try (Secret known = Secret.adopt(Piv.DEFAULT_MANAGEMENT_KEY.toArray())) {
                agent.authenticate(known);
            }
            return;
        }
        try (Secret text = secrets.get(SecretName.MANAGEMENT_KEY, label);
                Secret key = CreateCard.parseHex(text)) {
            agent.authenticate(key);
        }
    }

    /** As {@link #authenticate}. */
    void verifyPin() throws VscException, IOException {
        boolean known = card.card().info().testCard() && agent.hasDefaultPin();
        try (Secret pin =
                known ? Secret.adopt(Bytes.ascii(Piv.DEFAULT_PIN).toArray()) : secrets.get(SecretName.PIN, label)) {
            agent.pins().verify(pin);
        }
    }

    /** A card in this process is never pulled out; the transport interface says otherwise for the others. */
    static VscException removed(Exception e) {
        return new VscException(Failure.CARD_REMOVED, "The card is gone.", e);
    }

    @Override
    public void close() throws VscException {
        card.close();
    }
}
