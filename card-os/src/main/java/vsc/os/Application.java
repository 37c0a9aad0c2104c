// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/**
 * A card application while it is selected on one logical channel. Each selection makes a new one, so its fields are
 * exactly the state that ends with the selection.
 */
public interface Application {
    /** The data field that answers the SELECT that made this (7816-4, 7.4.3): FCI or application property template. */
    Bytes select();

    /** The status word of that answer: 9000, or a warning under which the application is selected all the same. */
    default StatusWord selectionStatus() {
        return StatusWord.OK;
    }

    /**
     * Carries out one command: chaining is already undone, class byte and channel are checked, and the answer may have any
     * length.
     *
     * @throws vsc.iso.CardError to end the command with a status word
     */
    ResponseApdu process(CommandApdu command);

    /**
     * Whether commands of a proprietary class are for this application; they always come on channel 0.
     *
     * @param cla with bit 8
     */
    default boolean takesClass(int cla) {
        return false;
    }

    /**
     * Whether the parts of a chained command are carried out one by one, each with an answer of its own, as some hosts
     * want it of block ciphers.
     */
    default boolean takesPart(CommandApdu part) {
        return false;
    }

    /** Forgets everything that a PIN or key has opened. No command follows. */
    void deselect();
}
