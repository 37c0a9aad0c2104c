// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Arrays;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** What WRITE and ERASE make of bytes (7816-4, 11.2.3). Erased bytes are FF. */
final class Written {
    private static final byte ERASED = (byte) 0xFF;

    private Written() {}

    static Bytes erased(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, ERASED);
        return Bytes.adopt(bytes);
    }

    /**
     * @param before as long as {@code data}
     * @throws CardError 6985 where bytes can be written once only and were
     */
    static Bytes over(FileDescriptor.WriteFunction function, Bytes before, Bytes data) {
        byte[] result = data.toArray();
        for (int i = 0; i < result.length; i++) {
            switch (function) {
                case ONE_TIME -> CardError.unless(before.at(i) == 0xFF, StatusWord.CONDITIONS_NOT_SATISFIED);
                case OR -> result[i] |= (byte) before.at(i);
                case AND -> result[i] &= (byte) before.at(i);
            }
        }
        return Bytes.adopt(result);
    }
}
