// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import vsc.iso.Transport;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.pcsc.PcscCard;
import vsc.pcsc.PcscContext;

/** A card that takes commands from us alone until it is closed, wherever it is. */
interface OpenCard extends AutoCloseable {
    /** Asks for the activation password of a card in a file, where it has one. */
    static OpenCard open(CardPlace place, SecretSource secrets) throws VscException {
        if (place instanceof CardPlace.InFile inFile) {
            return new InThisProcess(Activation.open(inFile.file(), secrets));
        }
        return inReader(((CardPlace.InReader) place).reader());
    }

    private static OpenCard inReader(String reader) throws VscException {
        PcscContext context = PcscContext.establish();
        try {
            PcscCard card = context.connect(reader);
            try {
                return new InReader(context, card, card.begin());
            } catch (VscException e) {
                card.close();
                throw e;
            }
        } catch (VscException e) {
            context.close();
            throw e;
        }
    }

    Transport transport();

    /** What to call it when a person is asked for its secrets. */
    String label();

    /** Whether its secrets may be the ones that everybody knows, so that nobody need be asked for them. */
    boolean testCard();

    @Override
    void close() throws VscException;

    /** What to tell when {@link Transport#transmit} failed. */
    static VscException lost(IOException e) {
        return new VscException(Failure.CARD_REMOVED, String.valueOf(e.getMessage()), e);
    }

    /** A virtual card that nobody else has open now. */
    record InThisProcess(Activation activation) implements OpenCard {
        @Override
        public Transport transport() {
            return activation.card().card();
        }

        @Override
        public String label() {
            return activation.card().info().label();
        }

        @Override
        public boolean testCard() {
            return activation.card().info().testCard();
        }

        @Override
        public void close() throws VscException {
            activation.close();
        }
    }

    /** A card of which we know only what it answers. */
    record InReader(PcscContext context, PcscCard card, PcscCard.Transaction transaction) implements OpenCard {
        @Override
        public Transport transport() {
            return card;
        }

        @Override
        public String label() {
            return "the card in " + card.reader();
        }

        @Override
        public boolean testCard() {
            return false;
        }

        @Override
        public void close() {
            transaction.close();
            card.close();
            context.close();
        }
    }
}
