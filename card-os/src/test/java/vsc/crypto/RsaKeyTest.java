// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;

class RsaKeyTest {
    private static final KeyType TYPE = KeyType.RSA_2048;

    private final NewKey pair = NewKey.generate(TYPE);
    private final RsaKey key = (RsaKey) CardKey.open(TYPE, pair.privateKey());
    private final RSAPublicKey publicKey = (RSAPublicKey) PublicKeys.toJdk(TYPE, pair.publicKey());
    private final BigInteger modulus = publicKey.getModulus();

    private static Bytes block(BigInteger number) {
        return Bytes.hex(("0".repeat(512) + number.toString(16))
                .substring(number.toString(16).length()));
    }

    private static BigInteger number(Bytes block) {
        return new BigInteger(1, block.toArray());
    }

    /** The public operation undoes the private one, for the smallest, the largest and everyday numbers. */
    @Test
    void undoesThePublicOperation() {
        BigInteger[] inputs = {
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            modulus.subtract(BigInteger.ONE),
            modulus.shiftRight(1),
            BigInteger.ONE.shiftLeft(2040),
        };
        for (BigInteger input : inputs) {
            Bytes output = key.apply(block(input));
            assertEquals(256, output.length());
            assertEquals(input, number(output).modPow(publicKey.getPublicExponent(), modulus));
        }
    }

    @Test
    void isTheBareOperation() {
        BigInteger input = number(SignatureInput.of(TYPE, Bytes.ascii("hello")));
        BigInteger[] pq =
                PrivateKeys.rsaNumbers(pair).stream().map(RsaKeyTest::number).toArray(BigInteger[]::new);
        BigInteger one = BigInteger.ONE;
        BigInteger phi = pq[0].subtract(one).multiply(pq[1].subtract(one));
        BigInteger d = publicKey.getPublicExponent().modInverse(phi);
        assertEquals(modulus, pq[0].multiply(pq[1]));
        assertEquals(input.modPow(d, modulus), number(key.apply(block(input))));
    }

    @Test
    void refusesWhatIsNotSmallerThanTheModulus() {
        Refusal.ofData(() -> key.apply(block(modulus)));
        Refusal.ofData(() -> key.apply(block(modulus.add(BigInteger.ONE))));
        Refusal.ofData(() -> key.apply(block(BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE))));
    }

    @Test
    void refusesOtherLengths() {
        for (int length : new int[] {0, 1, 255, 257, 512}) {
            Refusal.ofData(() -> key.apply(Bytes.adopt(new byte[length])));
        }
    }

    @Test
    void signsWhatTheHostHasPadded() throws Exception {
        Bytes message = Bytes.ascii("a document");
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(publicKey);
        verifier.update(message.toArray());
        assertTrue(verifier.verify(key.apply(SignatureInput.of(TYPE, message)).toArray()));
    }

    @Test
    void decryptsWithThePaddingLeftOn() throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, publicKey);
        Bytes plain = key.apply(Bytes.adopt(cipher.doFinal(Bytes.ascii("secret").toArray())));
        assertEquals("0002", plain.slice(0, 2).toString());
        assertEquals(Bytes.of(0).concat(Bytes.ascii("secret")), plain.from(249));
    }

    @Test
    void opensOnlyKeysOfItsType() {
        try (NewKey other = NewKey.generate(KeyType.P_256);
                Secret garbage = Secret.random(100)) {
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(TYPE, other.privateKey()));
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(TYPE, garbage));
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(KeyType.P_256, pair.privateKey()));
        }
    }
}
