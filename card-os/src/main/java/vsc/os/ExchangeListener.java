// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import vsc.iso.Bytes;

/** Sees what goes over the wire, secrets included. */
@FunctionalInterface
public interface ExchangeListener {
    /**
     * @param nanoseconds that the card took to answer
     */
    void exchanged(Bytes command, Bytes response, long nanoseconds);

    /** Power or reset has ended the session. */
    default void reset() {}
}
