// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import java.io.IOException;

/** Whatever takes a command APDU and gives a response APDU: a card in this process or one in a reader. */
@FunctionalInterface
public interface Transport {
    /**
     * @param command one complete command APDU
     * @return one complete response APDU, at least the two bytes of the status word
     * @throws IOException if there is no card any more; a card that merely refuses answers with a status word
     */
    Bytes transmit(Bytes command) throws IOException;
}
