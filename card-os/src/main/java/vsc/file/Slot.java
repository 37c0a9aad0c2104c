// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.iso.Bytes;

/**
 * One way to activate a card. What a kind that is unknown here has in it is kept as it is.
 *
 * @param number unique in its file, 0 to 255
 * @param kind {@link #OPEN} to {@link #HOST}, or one of a later version
 * @param body DER, different for each kind
 */
public record Slot(int number, int kind, Bytes body) {
    /** Needs nothing: for test cards. */
    public static final int OPEN = 0;

    public static final int PASSWORD = 1;
    public static final int KEY_FILE = 2;

    /** Recovery shares, of which any n are enough. */
    public static final int SHARES = 3;

    /** Whoever has the private key of a certificate, in a file or on a real card. */
    public static final int RECIPIENT = 4;

    /** Opens on one computer only. */
    public static final int HOST = 5;

    static final int MAX_NUMBER = 255;

    boolean isKnown() {
        return kind <= HOST;
    }

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.integer(number);
            der.integer(kind);
            der.octets(body);
        });
    }

    static Slot read(DerReader list) {
        DerReader der = list.sequence();
        return new Slot(der.integer(MAX_NUMBER), der.integer(MAX_NUMBER), der.octets());
    }
}
