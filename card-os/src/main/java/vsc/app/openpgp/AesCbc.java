// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.BlockKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** AES in CBC mode with an initial vector of zeros (7.2.11 and 7.2.12). */
final class AesCbc {
    private AesCbc() {}

    /**
     * @throws CardError 6A80 for anything but whole blocks
     */
    static Bytes encrypt(BlockKey key, Bytes plain) {
        Bytes[] out = new Bytes[blocks(key, plain)];
        Bytes previous = Bytes.adopt(new byte[key.blockSize()]);
        for (int i = 0; i < out.length; i++) {
            previous = key.encrypt(xor(block(key, plain, i), previous));
            out[i] = previous;
        }
        return Bytes.EMPTY.concat(out);
    }

    /** The inverse of {@link #encrypt}. */
    static Bytes decrypt(BlockKey key, Bytes cryptogram) {
        Bytes[] out = new Bytes[blocks(key, cryptogram)];
        Bytes previous = Bytes.adopt(new byte[key.blockSize()]);
        for (int i = 0; i < out.length; i++) {
            Bytes current = block(key, cryptogram, i);
            out[i] = xor(key.decrypt(current), previous);
            previous = current;
        }
        return Bytes.EMPTY.concat(out);
    }

    private static int blocks(BlockKey key, Bytes data) {
        CardError.unless(!data.isEmpty() && data.length() % key.blockSize() == 0, StatusWord.WRONG_DATA);
        return data.length() / key.blockSize();
    }

    private static Bytes block(BlockKey key, Bytes data, int index) {
        return data.slice(index * key.blockSize(), (index + 1) * key.blockSize());
    }

    private static Bytes xor(Bytes a, Bytes b) {
        byte[] sum = a.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= (byte) b.at(i);
        }
        return Bytes.adopt(sum);
    }
}
