// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

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

    /** Whether this can be a new PIN or PUK. */
    static boolean fits(Secret value) {
        return value.length() >= FileSystem.MIN_PIN_LENGTH && value.length() <= FileSystem.PIN_LENGTH;
    }
}
