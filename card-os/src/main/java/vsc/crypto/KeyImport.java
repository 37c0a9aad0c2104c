// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.DESParameters;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** Keys made elsewhere, from the numbers a command carries. */
public final class KeyImport {
    private KeyImport() {}

    /**
     * An RSA key in CRT form (PKCS #1, 3.2), each number big-endian.
     *
     * @throws CardError 6A80 if they do not belong together, or make no key of {@code type}
     */
    public static NewKey rsa(KeyType type, Bytes p, Bytes q, Bytes dp, Bytes dq, Bytes qInv) {
        requireHalves(type, p, q, dp, dq, qInv);
        try {
            return RsaKeys.fromNumbers(type, number(p), number(q), number(dp), number(dq), number(qInv));
        } catch (IllegalArgumentException e) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
    }

    /**
     * An RSA key from its primes.
     *
     * @param exponent the public exponent
     * @throws CardError as the other one
     */
    public static NewKey rsa(KeyType type, Bytes exponent, Bytes p, Bytes q) {
        requireHalves(type, p, q);
        CardError.unless(exponent.length() <= 8, StatusWord.WRONG_DATA);
        try {
            return RsaKeys.fromPrimes(type, number(exponent), number(p), number(q));
        } catch (IllegalArgumentException e) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
    }

    private static void requireHalves(KeyType type, Bytes... numbers) {
        for (Bytes number : numbers) {
            CardError.unless(!number.isEmpty() && number.length() <= type.size() / 2, StatusWord.WRONG_DATA);
        }
    }

    /**
     * A key of RFC 8032 or RFC 7748.
     *
     * @param secret a seed, or a scalar in little-endian; as long as the type says
     * @throws CardError 6A80 if it has another length
     */
    public static NewKey raw(KeyType type, Bytes secret) {
        CardError.unless(secret.length() == type.size(), StatusWord.WRONG_DATA);
        try (Secret own = Secret.adopt(secret.toArray())) {
            return RawKeys.of(type, own);
        }
    }

    /**
     * A key on a curve in short Weierstrass form.
     *
     * @param scalar big-endian, at most as long as the field
     * @throws CardError 6A80 if it is zero or not smaller than the order
     */
    public static NewKey ec(KeyType type, Bytes scalar) {
        CardError.unless(scalar.length() <= type.size(), StatusWord.WRONG_DATA);
        try {
            return EcKeys.fromScalar(type, number(scalar));
        } catch (IllegalArgumentException e) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
    }

    /**
     * Whether one of the three DES keys is a weak or semi-weak one (SP 800-67, 3.4). Equal parts are allowed: the
     * well-known key of a fresh card has them.
     *
     * @param key 24 bytes; parity bits do not matter
     */
    public static boolean isWeakTripleDes(Bytes key) {
        byte[] parts = key.toArray();
        DESParameters.setOddParity(parts);
        return DESParameters.isWeakKey(parts, 0)
                || DESParameters.isWeakKey(parts, 8)
                || DESParameters.isWeakKey(parts, 16);
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }
}
