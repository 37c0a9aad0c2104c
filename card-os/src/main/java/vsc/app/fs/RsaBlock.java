// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Arrays;
import java.util.Map;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** Padding of PKCS #1 v1.5 (RFC 8017, 7.2 and 9.2) around what an RSA key is used on. */
final class RsaBlock {
    /** What stands around each byte string: 00, type, 00, and eight bytes of padding at least. */
    private static final int OVERHEAD = 11;

    private static final int MIN_PADDING = 8;

    /** DigestInfo up to the hash, by the length of the hash (RFC 8017, 9.2, note 1). */
    private static final Map<Integer, Bytes> DIGEST_INFO = Map.of(
            20, Bytes.hex("3021300906052B0E03021A05000414"),
            28, Bytes.hex("302D300D06096086480165030402040500041C"),
            32, Bytes.hex("3031300D060960864801650304020105000420"),
            48, Bytes.hex("3041300D060960864801650304020205000430"),
            64, Bytes.hex("3051300D060960864801650304020305000440"));

    private RsaBlock() {}

    /**
     * @throws CardError 6A80 if no hash function here gives such a length
     */
    static Bytes digestInfo(Bytes hash) {
        Bytes prefix = DIGEST_INFO.get(hash.length());
        if (prefix == null) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
        return prefix.concat(hash);
    }

    /**
     * For a signature.
     *
     * @param length of the modulus
     * @throws CardError 6A80 if {@code content} is too long
     */
    static Bytes forSignature(Bytes content, int length) {
        CardError.unless(content.length() <= length - OVERHEAD, StatusWord.WRONG_DATA);
        byte[] padding = new byte[length - content.length() - 3];
        Arrays.fill(padding, (byte) 0xFF);
        return Bytes.of(0, 1).concat(Bytes.adopt(padding), Bytes.of(0), content);
    }

    /**
     * The content of a decrypted block.
     *
     * @throws CardError 6A80 if it is not padded
     */
    static Bytes decrypted(Bytes block) {
        CardError.unless(block.at(0) == 0 && block.at(1) == 2, StatusWord.WRONG_DATA);
        int end = 2;
        while (end < block.length() && block.at(end) != 0) {
            end++;
        }
        CardError.unless(end < block.length() && end - 2 >= MIN_PADDING, StatusWord.WRONG_DATA);
        return block.from(end + 1);
    }
}
