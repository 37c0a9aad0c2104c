// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.iso.Bytes;

class HkdfTest {
    /** RFC 5869, A.1 and A.3, the first 32 bytes. */
    @ParameterizedTest
    @CsvSource({
        "000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, "
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        "'', '', 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    })
    void agreesWithTheVectorsOfTheRfc(String salt, String info, String expected) {
        try (Secret material = Secret.adopt(Bytes.hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
                        .toArray());
                Secret derived = Hkdf.derive(material, Bytes.hex(salt), Bytes.hex(info))) {
            assertEquals(Bytes.hex(expected), Bytes.copyOf(derived.expose()));
        }
    }
}
