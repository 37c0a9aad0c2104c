// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import vsc.iso.CardError;
import vsc.iso.StatusWord;

/**
 * What an interindustry class byte says (ISO/IEC 7816-4, 5.4.1).
 *
 * @param channel 0 to 19
 */
record ClassByte(int channel, boolean chained) {
    /** A class of an application's own: neither channel nor chaining shows in it. */
    static final ClassByte PROPRIETARY = new ClassByte(0, false);

    static boolean isProprietary(int cla) {
        return (cla & 0x80) != 0;
    }

    /**
     * @throws CardError 6E00 for a proprietary or reserved class, 6882 where secure messaging is asked for
     */
    static ClassByte parse(int cla) {
        CardError.unless((cla & 0x80) == 0, StatusWord.CLA_NOT_SUPPORTED);
        boolean further = (cla & 0x40) != 0;
        CardError.unless(further || (cla & 0x20) == 0, StatusWord.CLA_NOT_SUPPORTED);
        CardError.unless((cla & (further ? 0x20 : 0x0C)) == 0, StatusWord.SECURE_MESSAGING_NOT_SUPPORTED);
        return new ClassByte(further ? 4 + (cla & 0x0F) : cla & 0x03, (cla & 0x10) != 0);
    }
}
