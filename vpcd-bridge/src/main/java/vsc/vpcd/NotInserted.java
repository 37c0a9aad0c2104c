// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import vsc.model.Failure;
import vsc.model.VscException;

/** Why a card did not get into its slot: a sentence for each way in which that can fail. */
final class NotInserted {
    private NotInserted() {}

    /**
     * @param status what the slot came to
     */
    static VscException because(ReaderSlot.Status status, int port) {
        return switch (status) {
            case TAKEN -> taken(port);
            case EJECTED -> closed();
            case LOST -> absent(port);
            default ->
                new VscException(
                        Failure.NO_VIRTUAL_READER, "The virtual reader at port " + port + " does not take the card.");
        };
    }

    static VscException taken(int port) {
        return new VscException(
                Failure.SLOT_TAKEN, "The slot of the virtual reader at port " + port + " has another card already.");
    }

    static VscException closed() {
        return new VscException(Failure.CARD_REMOVED, "The virtual reader was closed while the card went in.");
    }

    /** A part is not installed, or else it is not running. */
    private static VscException absent(int port) {
        try {
            PcscdInstallation.find();
        } catch (VscException missing) {
            return missing;
        }
        return new VscException(
                Failure.NO_VIRTUAL_READER,
                "Nothing listens at port " + port + ": is pcscd running with the vpcd driver?");
    }
}
