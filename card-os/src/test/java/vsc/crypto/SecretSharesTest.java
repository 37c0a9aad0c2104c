// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecretSharesTest {
    private static Secret combine(SecretShares.Split split, int... numbers) {
        TreeMap<Integer, Secret> chosen = new TreeMap<>();
        for (int number : numbers) {
            chosen.put(number, split.shares().get(number - 1));
        }
        return SecretShares.combine(chosen);
    }

    @Test
    void anyThreeOfFiveGiveTheSecretAndTwoDoNot() {
        SecretShares.Split split = SecretShares.split(3, 5);
        assertEquals(5, split.shares().size());
        for (int a = 1; a <= 5; a++) {
            for (int b = a + 1; b <= 5; b++) {
                assertFalse(combine(split, a, b).matches(split.secret()));
                for (int c = b + 1; c <= 5; c++) {
                    assertTrue(combine(split, a, b, c).matches(split.secret()));
                }
            }
        }
    }

    @Test
    void theSecretIsTheValueAtZeroOfAPolynomialOverGf256() {
        SecretShares.Split split = SecretShares.split(2, 2);
        byte[] one = split.shares().get(0).expose();
        byte[] two = split.shares().get(1).expose();
        for (int i = 0; i < SecretShares.LENGTH; i++) {
            // The weights of the points 1 and 2 at 0 are 2/(1+2) and 1/(1+2), and 1/3 is F6 in this field.
            int value = times(one[i] & 0xFF, times(2, 0xF6)) ^ times(two[i] & 0xFF, 0xF6);
            assertEquals(split.secret().expose()[i] & 0xFF, value);
        }
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            if ((b >> bit & 1) != 0) {
                product ^= a << bit;
            }
        }
        for (int bit = 15; bit >= 8; bit--) {
            if ((product >> bit & 1) != 0) {
                product ^= 0x11B << bit - 8;
            }
        }
        return product;
    }

    @Test
    void impossibleSplitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SecretShares.split(1, 5));
        assertThrows(IllegalArgumentException.class, () -> SecretShares.split(6, 5));
        assertThrows(IllegalArgumentException.class, () -> SecretShares.split(2, 256));
    }
}
