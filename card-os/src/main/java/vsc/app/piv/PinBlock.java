// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import vsc.crypto.Secret;
import vsc.iso.Bytes;

/** A PIN or PUK as it stands in a command: eight bytes, padded with FF. */
final class PinBlock {
    private static final byte PADDING = (byte) 0xFF;

    private PinBlock() {}

    /** The bytes before the padding. */
    static Secret value(Bytes block) {
        byte[] padded = block.toArray();
        int length = padded.length;
        while (length > 0 && padded[length - 1] == PADDING) {
            length--;
        }
        byte[] value = Arrays.copyOf(padded, length);
        Arrays.fill(padded, (byte) 0);
        return Secret.adopt(value);
    }

    /** A new PIN: six to eight decimal digits (SP 800-73-4 part 2, 2.4.3). */
    static boolean isPin(Secret value) {
        boolean digits = true;
        for (byte b : value.expose()) {
            digits &= b >= '0' && b <= '9';
        }
        return digits && isPuk(value);
    }

    /** A new PUK: any bytes, as long as enough of them are not padding. */
    static boolean isPuk(Secret value) {
        return value.length() >= Piv.MIN_PIN_LENGTH && value.length() <= Piv.PIN_LENGTH;
    }
}
