// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Arrays;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** The padding of PKCS #1 version 1.5 (RFC 8017, 7.2 and 9.2). */
final class Pkcs1Padding {
    private static final int SIGNATURE = 1;
    private static final int CIPHERTEXT = 2;
    private static final int MIN_PADDING = 8;

    /** 00, block type and the 00 behind the padding. */
    private static final int OVERHEAD = 3;

    /** A longer DigestInfo is refused (7.2.10). */
    private static final int MAX_PERCENT = 40;

    private Pkcs1Padding() {}

    /**
     * 00 01 FF..FF 00 and the data.
     *
     * @param size bytes of the modulus
     * @throws CardError 6A80 for data longer than two fifths of that
     */
    static Bytes forSignature(Bytes data, int size) {
        CardError.unless(data.length() * 100 <= size * MAX_PERCENT, StatusWord.WRONG_DATA);
        byte[] padding = new byte[size - data.length() - OVERHEAD];
        Arrays.fill(padding, (byte) 0xFF);
        return Bytes.of(0, SIGNATURE).concat(Bytes.adopt(padding), Bytes.of(0), data);
    }

    /**
     * The message inside 00 02 padding 00. All mistakes look alike, also in the time it takes to find them: each byte is
     * looked at, and no step depends on one before the last.
     *
     * @throws CardError 6A80 if the padding is not right
     */
    static Bytes removeFromCiphertext(Bytes block) {
        int wrong = block.at(0) | block.at(1) ^ CIPHERTEXT;
        int searching = 1;
        int separator = 0;
        for (int i = 2; i < block.length(); i++) {
            // 1 for a zero byte, 0 for any other
            int zero = (block.at(i) - 1) >>> 31;
            separator |= -(searching & zero) & i;
            searching &= ~zero;
        }
        int tooShort = (separator - (2 + MIN_PADDING)) >>> 31;
        CardError.unless((wrong | searching | tooShort) == 0, StatusWord.WRONG_DATA);
        return block.from(separator + 1);
    }
}
