// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import vsc.crypto.Secret;
import vsc.file.CardLife;
import vsc.file.VscFile;
import vsc.model.VscException;
import vsc.os.Card;

/** A virtual card that is open in this process, and in no other. */
public final class VirtualCard implements AutoCloseable {
    private final VscFile file;
    private final Card card;

    VirtualCard(VscFile file, Card card) {
        this.file = file;
        this.card = card;
    }

    public CardInfo info() {
        return new CardInfo(file.header());
    }

    public Card card() {
        return card;
    }

    /** Whether the card is in use, and until when. */
    public CardLife life() {
        return file.life();
    }

    /** By which the card can be opened again without its password. The caller closes them. */
    public Secret areaKeys() {
        return file.areaKeys();
    }

    /**
     * Gives the card another label.
     *
     * @throws VscException {@code FILE_WRITE}
     */
    public void rename(String label) throws VscException {
        file.rename(label);
    }

    /** Wipes the keys and lets others open the file. */
    @Override
    public void close() {
        card.close();
    }
}
