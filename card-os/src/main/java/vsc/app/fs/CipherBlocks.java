// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.BlockKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** Cipher block chaining (SP 800-38A, 6.2), and the padding of PKCS #7. */
final class CipherBlocks {
    private CipherBlocks() {}

    static Bytes zeros(BlockKey key) {
        return Bytes.adopt(new byte[key.blockSize()]);
    }

    /**
     * @param vector one block
     * @throws CardError 6A80 if {@code data} are not whole blocks
     */
    static Bytes encrypt(BlockKey key, Bytes vector, Bytes data) {
        Bytes previous = vector;
        Bytes[] blocks = blocks(key, data);
        for (int i = 0; i < blocks.length; i++) {
            previous = key.encrypt(xor(blocks[i], previous));
            blocks[i] = previous;
        }
        return Bytes.EMPTY.concat(blocks);
    }

    /** The inverse of {@link #encrypt}. */
    static Bytes decrypt(BlockKey key, Bytes vector, Bytes data) {
        Bytes previous = vector;
        Bytes[] blocks = blocks(key, data);
        for (int i = 0; i < blocks.length; i++) {
            Bytes block = blocks[i];
            blocks[i] = xor(key.decrypt(block), previous);
            previous = block;
        }
        return Bytes.EMPTY.concat(blocks);
    }

    private static Bytes[] blocks(BlockKey key, Bytes data) {
        int size = key.blockSize();
        CardError.unless(!data.isEmpty() && data.length() % size == 0, StatusWord.WRONG_DATA);
        Bytes[] blocks = new Bytes[data.length() / size];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = data.slice(i * size, (i + 1) * size);
        }
        return blocks;
    }

    private static Bytes xor(Bytes one, Bytes other) {
        byte[] result = one.toArray();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= (byte) other.at(i);
        }
        return Bytes.adopt(result);
    }

    static Bytes pad(BlockKey key, Bytes data) {
        int missing = key.blockSize() - data.length() % key.blockSize();
        byte[] padding = new byte[missing];
        java.util.Arrays.fill(padding, (byte) missing);
        return data.concat(Bytes.adopt(padding));
    }

    /**
     * @throws CardError 6A80 if it is not padded
     */
    static Bytes unpad(BlockKey key, Bytes data) {
        int count = data.at(data.length() - 1);
        CardError.unless(count >= 1 && count <= key.blockSize(), StatusWord.WRONG_DATA);
        for (int i = 1; i <= count; i++) {
            CardError.unless(data.at(data.length() - i) == count, StatusWord.WRONG_DATA);
        }
        return data.slice(0, data.length() - count);
    }
}
