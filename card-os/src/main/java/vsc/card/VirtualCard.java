// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import vsc.os.Card;

/**
 * A virtual card that is open in this process, and in no other.
 *
 * @param card closing it wipes its keys and lets others open the file
 */
public record VirtualCard(CardInfo info, Card card) implements AutoCloseable {
    @Override
    public void close() {
        card.close();
    }
}
