// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;

class KeyImportTest {
    private static final KeyType RSA = KeyType.RSA_2048;
    private static final BigInteger ONE = BigInteger.ONE;

    private final NewKey original = NewKey.generate(RSA);
    private final List<Bytes> numbers = PrivateKeys.rsaNumbers(original);

    private static NewKey rsa(List<Bytes> n) {
        return KeyImport.rsa(RSA, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4));
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }

    private static Bytes bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        return signed[0] == 0 ? Bytes.copyOf(signed, 1, signed.length - 1) : Bytes.copyOf(signed);
    }

    @Test
    void fiveNumbersAreTheWholeRsaKey() {
        try (NewKey imported = rsa(numbers)) {
            assertEquals(original.publicKey(), imported.publicKey());
            assertEquals(numbers, PrivateKeys.rsaNumbers(imported));
        }
    }

    /** Another order of the primes is the same key, with another coefficient. */
    @Test
    void thePrimesMayBeSwapped() {
        BigInteger p = number(numbers.get(0));
        BigInteger q = number(numbers.get(1));
        List<Bytes> swapped =
                List.of(numbers.get(1), numbers.get(0), numbers.get(3), numbers.get(2), bytes(p.modInverse(q)));
        try (NewKey imported = rsa(swapped)) {
            assertEquals(original.publicKey(), imported.publicKey());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void noNumberMayBeAnother(int which) {
        BigInteger right = number(numbers.get(which));
        List<Bytes> wrong = new ArrayList<>(numbers);
        for (BigInteger other : List.of(
                right.add(ONE),
                right.subtract(ONE),
                right.add(BigInteger.TWO),
                ONE,
                BigInteger.TWO,
                right.shiftRight(1),
                number(numbers.get((which + 1) % 5)))) {
            wrong.set(which, bytes(other));
            Refusal.ofData("number " + which + " is " + other, () -> rsa(wrong));
        }
        for (Bytes other : List.of(
                Bytes.EMPTY,
                Bytes.of(0),
                Bytes.adopt(new byte[128]),
                Bytes.of(0).concat(numbers.get(which)),
                numbers.get(which).concat(numbers.get(which)))) {
            wrong.set(which, other);
            Refusal.ofData("number " + which + " is " + other, () -> rsa(wrong));
        }
    }

    @Test
    void squaresAndShortModuliAreNoKey() {
        Bytes p = numbers.get(0);
        Refusal.ofData(() -> KeyImport.rsa(RSA, p, p, numbers.get(2), numbers.get(2), numbers.get(4)));
        List<Bytes> small = crt(BigInteger.valueOf(65537), 512);
        Refusal.ofData(() -> rsa(small));
    }

    /** Any odd exponent of a plausible size is somebody's key. */
    @ParameterizedTest
    @CsvSource({"3,true", "17,true", "65537,true", "4294967297,true", "36893488147419103233,false"})
    void thePublicExponentFollowsFromTheNumbers(BigInteger e, boolean accepted) {
        List<Bytes> key = crt(e, 1024);
        if (accepted) {
            try (NewKey imported = rsa(key)) {
                assertEquals(e, number(PublicKeys.exponent(imported.publicKey())));
            }
        } else {
            Refusal.ofData(() -> rsa(key));
        }
    }

    /** A key for {@code e} with primes of {@code bits}. */
    private static List<Bytes> crt(BigInteger e, int bits) {
        BigInteger p = prime(e, bits, BigInteger.ZERO);
        BigInteger q = prime(e, bits, p);
        return List.of(
                bytes(p),
                bytes(q),
                bytes(e.modInverse(p.subtract(ONE))),
                bytes(e.modInverse(q.subtract(ONE))),
                bytes(q.modInverse(p)));
    }

    /** Begins near the top of its length, so that the product of two has twice the length. */
    private static BigInteger prime(BigInteger e, int bits, BigInteger except) {
        BigInteger p = ONE.shiftLeft(bits).subtract(ONE.shiftLeft(bits - 3));
        do {
            p = p.nextProbablePrime();
        } while (p.equals(except) || !p.subtract(ONE).gcd(e).equals(ONE));
        return p;
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void aScalarIsAWholeEcKey(KeyType type) {
        try (NewKey pair = NewKey.generate(type);
                NewKey imported = KeyImport.ec(type, PrivateKeys.ecScalar(pair))) {
            assertEquals(pair.publicKey(), imported.publicKey());
            assertEquals(PrivateKeys.ecScalar(pair), PrivateKeys.ecScalar(imported));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P_256, FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        "P_384, FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
    })
    void aScalarIsBetweenOneAndTheOrder(KeyType type, String order) {
        BigInteger n = new BigInteger(order, 16);
        KeyImport.ec(type, Bytes.of(1)).close();
        KeyImport.ec(type, bytes(n.subtract(ONE))).close();
        Refusal.ofData(() -> KeyImport.ec(type, bytes(n)));
        Refusal.ofData(() -> KeyImport.ec(type, bytes(n.add(ONE))));
        Refusal.ofData(() -> KeyImport.ec(type, Bytes.adopt(new byte[type.size()])));
        Refusal.ofData(() -> KeyImport.ec(type, Bytes.EMPTY));
        Refusal.ofData(() -> KeyImport.ec(type, Bytes.of(0).concat(bytes(n.subtract(ONE)))));
    }

    /** SP 800-67, 3.4.2: the four weak keys and a pair of semi-weak ones, in any part, with any parity. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0101010101010101",
                "FEFEFEFEFEFEFEFE",
                "E0E0E0E0F1F1F1F1",
                "1F1F1F1F0E0E0E0E",
                "011F011F010E010E",
                "1F011F010E010E01",
                "0000000000000000",
                "FFFFFFFFFFFFFFFF",
            })
    void weakPartsMakeAWeakKey(String weak) {
        String good = "0123456789ABCDEF";
        assertTrue(KeyImport.isWeakTripleDes(Bytes.hex(weak + good + good)));
        assertTrue(KeyImport.isWeakTripleDes(Bytes.hex(good + weak + good)));
        assertTrue(KeyImport.isWeakTripleDes(Bytes.hex(good + good + weak)));
        assertFalse(KeyImport.isWeakTripleDes(Bytes.hex(good + good + good)));
        assertFalse(KeyImport.isWeakTripleDes(Bytes.hex("0102030405060708".repeat(3))));
    }
}
