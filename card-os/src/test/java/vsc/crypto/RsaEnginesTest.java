// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import vsc.iso.Bytes;
import vsc.iso.Seed;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class RsaEnginesTest {
    private static final KeyType TYPE = KeyType.RSA_2048;

    private final Random random = Seed.random();

    private static Bytes block(BigInteger number) {
        return Bytes.hex("%0512x".formatted(number));
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }

    private static BigInteger modulus(NewKey pair) {
        return number(PublicKeys.modulus(pair.publicKey()));
    }

    private static void assertSame(NewKey pair, BigInteger input) {
        Bytes expected = RsaKey.open(TYPE, pair.privateKey(), Engines.PORTABLE).apply(block(input));
        assertEquals(
                expected, RsaKey.open(TYPE, pair.privateKey(), Engines.NATIVE).apply(block(input)), Seed::hint);
        BigInteger exponent = number(PublicKeys.exponent(pair.publicKey()));
        assertEquals(input, number(expected).modPow(exponent, modulus(pair)), Seed::hint);
    }

    @Test
    void randomInputsGiveTheSameResults() {
        for (KeyEngine generator : Engines.BOTH) {
            try (NewKey pair = RsaKeys.generate(TYPE, generator)) {
                RsaKey one = RsaKey.open(TYPE, pair.privateKey(), Engines.PORTABLE);
                RsaKey other = RsaKey.open(TYPE, pair.privateKey(), Engines.NATIVE);
                for (int i = 0; i < 300; i++) {
                    Bytes input = block(new BigInteger(2048, random).mod(modulus(pair)));
                    assertEquals(one.apply(input), other.apply(input), Seed::hint);
                }
            }
        }
    }

    @Test
    void edgesGiveTheSameResults() {
        for (KeyEngine generator : Engines.BOTH) {
            try (NewKey pair = RsaKeys.generate(TYPE, generator)) {
                List<BigInteger> primes = PrivateKeys.rsaNumbers(pair).subList(0, 2).stream()
                        .map(RsaEnginesTest::number)
                        .toList();
                BigInteger one = BigInteger.ONE;
                List.of(
                                BigInteger.ZERO,
                                one,
                                BigInteger.TWO,
                                primes.get(0),
                                primes.get(1),
                                one.shiftLeft(1024),
                                one.shiftLeft(2047).subtract(one),
                                modulus(pair).subtract(BigInteger.TWO),
                                modulus(pair).subtract(one))
                        .forEach(input -> assertSame(pair, input));
            }
        }
    }

    @Test
    void bothRefuseTheSame() {
        try (NewKey pair = RsaKeys.generate(TYPE, Engines.NATIVE)) {
            BigInteger modulus = modulus(pair);
            for (KeyEngine engine : Engines.BOTH) {
                RsaKey key = RsaKey.open(TYPE, pair.privateKey(), engine);
                Refusal.ofData(() -> key.apply(block(modulus)));
                Refusal.ofData(() -> key.apply(block(modulus.add(BigInteger.ONE))));
                Refusal.ofData(
                        () -> key.apply(block(BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE))));
                for (int length : new int[] {0, 255, 257}) {
                    Refusal.ofData(() -> key.apply(Bytes.adopt(new byte[length])));
                }
                assertEquals(
                        block(BigInteger.ONE), key.apply(block(BigInteger.ONE)), "a refusal leaves nothing behind");
            }
        }
    }

    /** Some libraries take for granted that the first prime is the larger one. */
    @Test
    void primesMayStandInAnyOrder() {
        try (NewKey pair = RsaKeys.generate(TYPE, Engines.PORTABLE)) {
            List<Bytes> numbers = PrivateKeys.rsaNumbers(pair);
            BigInteger p = number(numbers.get(0));
            BigInteger q = number(numbers.get(1));
            BigInteger inverse = p.modInverse(q);
            try (NewKey swapped =
                    RsaKeys.fromNumbers(TYPE, q, p, number(numbers.get(3)), number(numbers.get(2)), inverse)) {
                assertEquals(pair.publicKey(), swapped.publicKey());
                for (int i = 0; i < 10; i++) {
                    BigInteger input = new BigInteger(2048, random).mod(modulus(pair));
                    assertSame(pair, input);
                    assertSame(swapped, input);
                }
            }
        }
    }

    /** More bits than AWS-LC takes: the key works all the same. */
    @Test
    void anUncommonExponentIsNoReasonToRefuseAKey() {
        try (NewKey pair = RsaKeys.generate(TYPE, Engines.NATIVE)) {
            List<Bytes> numbers = PrivateKeys.rsaNumbers(pair);
            BigInteger p = number(numbers.get(0));
            BigInteger q = number(numbers.get(1));
            BigInteger p1 = p.subtract(BigInteger.ONE);
            BigInteger q1 = q.subtract(BigInteger.ONE);
            BigInteger e = BigInteger.ONE.shiftLeft(63).setBit(0);
            while (!p1.gcd(e).equals(BigInteger.ONE) || !q1.gcd(e).equals(BigInteger.ONE)) {
                e = e.add(BigInteger.TWO);
            }
            try (NewKey uncommon =
                    RsaKeys.fromNumbers(TYPE, p, q, e.modInverse(p1), e.modInverse(q1), number(numbers.get(4)))) {
                assertEquals(e, number(PublicKeys.exponent(uncommon.publicKey())));
                assertSame(uncommon, new BigInteger(2040, random));
            }
        }
    }

    /** A public key is the same bytes whoever encoded it. */
    @Test
    void bothGenerateWhatTheOtherReads() {
        for (KeyEngine generator : Engines.BOTH) {
            try (NewKey pair = RsaKeys.generate(TYPE, generator)) {
                List<BigInteger> n = PrivateKeys.rsaNumbers(pair).stream()
                        .map(RsaEnginesTest::number)
                        .toList();
                try (NewKey again = RsaKeys.fromNumbers(TYPE, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4))) {
                    assertEquals(again.publicKey(), pair.publicKey());
                }
                assertEquals(BigInteger.valueOf(65537), number(PublicKeys.exponent(pair.publicKey())));
                assertTrue(n.get(0).isProbablePrime(64) && n.get(1).isProbablePrime(64));
                assertSame(pair, new BigInteger(2040, random));
            }
        }
    }
}
