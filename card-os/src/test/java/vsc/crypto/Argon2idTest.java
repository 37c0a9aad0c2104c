// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.iso.Bytes;

class Argon2idTest {
    /** Expected values from the reference implementation: {@code argon2 SALT -id -t T -k M -p P -l 32 -r}. */
    @ParameterizedTest
    @CsvSource({
        "correct horse, 19456, 2, 1, ded1fc476ef9ee965cdb1ca2716a8efab9dc150d5b7605bebb267edc4c37f9ff",
        "123456, 7168, 5, 1, accf79a2c88229c6759a671e4335b78219591099a0ad4b1f729c83e4f990e5e3",
        "correct horse, 65536, 3, 4, 9ae33bbf4d3f710933e2e28762c5e1a208f824dff076b358d2f6564b2186c165",
    })
    void agreesWithTheReferenceImplementation(String password, int memory, int passes, int lanes, String expected) {
        try (Secret secret = Secret.adopt(password.getBytes(StandardCharsets.US_ASCII));
                Secret derived = Argon2id.derive(
                        secret, "abcdefghijklmnopqrstuvwxyz", new KdfParameters(memory, passes, lanes))) {
            assertEquals(Bytes.hex(expected), Bytes.copyOf(derived.expose()));
        }
    }

    @Test
    void aSaltIsBase32AndNeverTheSame() {
        String salt = Argon2id.newSalt();
        assertTrue(Argon2id.isSalt(salt), salt);
        assertNotEquals(salt, Argon2id.newSalt());
        assertFalse(Argon2id.isSalt(salt.substring(1)));
        assertFalse(Argon2id.isSalt("1" + salt.substring(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "19456, 1, 1, true",
        "262144, 3, 4, true",
        "1048576, 4, 8, true",
        "262144, 16, 8, true",
        "19455, 2, 1, false",
        "1048577, 1, 1, false",
        "19456, 17, 1, false",
        "19456, 1, 9, false",
        "1048576, 5, 1, false",
        "2147483647, 2147483647, 1, false"
    })
    void theCostOfAPasswordHasLimits(int memory, int passes, int lanes, boolean suits) {
        assertEquals(suits, new KdfParameters(memory, passes, lanes).suitsPassword());
    }

    @Test
    void whatArgon2DoesNotKnowIsNoCost() {
        assertThrows(IllegalArgumentException.class, () -> new KdfParameters(7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new KdfParameters(64, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new KdfParameters(64, 1, 9));
        assertThrows(IllegalArgumentException.class, () -> new KdfParameters(64, 1, 0));
    }
}
