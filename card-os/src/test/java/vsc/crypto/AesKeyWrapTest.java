// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;

class AesKeyWrapTest {
    /** RFC 3394, 4.6. */
    private static final Bytes KEK = Bytes.hex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");

    private static final Bytes KEY = Bytes.hex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
    private static final Bytes WRAPPED =
            Bytes.hex("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");

    private static Secret secret(Bytes value) {
        return Secret.adopt(value.toArray());
    }

    @Test
    void agreesWithTheVectorOfTheRfc() throws Exception {
        assertEquals(WRAPPED, AesKeyWrap.wrap(secret(KEK), secret(KEY)));
        assertEquals(AesKeyWrap.LENGTH, WRAPPED.length());
        try (Secret key = AesKeyWrap.unwrap(secret(KEK), WRAPPED)) {
            assertEquals(KEY, Bytes.copyOf(key.expose()));
        }
    }

    @Test
    void anAlteredKeyIsNotUnwrapped() {
        Bytes altered = Bytes.of(0).concat(WRAPPED.from(1));
        assertThrows(GeneralSecurityException.class, () -> AesKeyWrap.unwrap(secret(KEK), altered));
        assertThrows(GeneralSecurityException.class, () -> AesKeyWrap.unwrap(secret(KEK), WRAPPED.from(8)));
    }
}
