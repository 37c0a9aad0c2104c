// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;

class BlockKeyTest {
    private static BlockKey key(KeyType type, String material) {
        return (BlockKey) CardKey.open(type, Secret.adopt(Bytes.hex(material).toArray()));
    }

    /** FIPS 197, appendix C, and SP 800-67, appendix B.1. */
    @ParameterizedTest
    @CsvSource({
        "AES_128, 000102030405060708090A0B0C0D0E0F, 00112233445566778899AABBCCDDEEFF, 69C4E0D86A7B0430D8CDB78070B4C55A",
        "AES_192, 000102030405060708090A0B0C0D0E0F1011121314151617, 00112233445566778899AABBCCDDEEFF,"
                + "DDA97CA4864CDFE06EAF70A0EC0D7191",
        "AES_256, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF,"
                + "8EA2B7CA516745BFEAFC49904B496089",
        "TDES, 0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123, 5468652071756663, A826FD8CE53B855F",
    })
    void encryptsTheVectorsOfItsStandard(KeyType type, String material, String plain, String cipher) {
        assertEquals(Bytes.hex(cipher), key(type, material).encrypt(Bytes.hex(plain)));
        assertEquals(Bytes.hex(plain), key(type, material).decrypt(Bytes.hex(cipher)));
    }

    @Test
    void takesExactlyOneBlock() {
        BlockKey aes = key(KeyType.AES_128, "00".repeat(16));
        BlockKey tdes = key(KeyType.TDES, "01".repeat(24));
        for (int length : new int[] {0, 8, 15, 17, 32}) {
            Refusal.ofData(() -> aes.encrypt(Bytes.adopt(new byte[length])));
        }
        for (int length : new int[] {0, 7, 9, 16}) {
            Refusal.ofData(() -> tdes.decrypt(Bytes.adopt(new byte[length])));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 24, 32})
    void takesOnlyKeysOfItsLength(int length) {
        try (Secret material = Secret.random(length)) {
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(KeyType.AES_128, material));
        }
    }
}
