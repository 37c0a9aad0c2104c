// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import vsc.iso.Bytes;

/** RSA key pairs, in PKCS#8 and SubjectPublicKeyInfo. */
final class RsaKeys {
    /** An exponent longer than this cannot be in a public key that hosts accept. */
    private static final int MAX_EXPONENT_BITS = 64;

    private RsaKeys() {}

    static NewKey generate(KeyType type, KeyEngine engine) {
        try {
            KeyPairGenerator generator = engine.rsaGenerator(type);
            generator.initialize(type.size() * 8);
            KeyPair pair = generator.generateKeyPair();
            return new NewKey(
                    type,
                    Secret.adopt(pair.getPrivate().getEncoded()),
                    Bytes.adopt(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key could be generated", e);
        }
    }

    /**
     * The numbers of an RSA private key (PKCS #1, 3.2) without the public exponent, which follows from dP.
     *
     * @throws IllegalArgumentException if they do not belong together, or make no key of {@code type}
     */
    static NewKey fromNumbers(KeyType type, BigInteger p, BigInteger q, BigInteger dp, BigInteger dq, BigInteger qInv) {
        require(p.testBit(0) && q.testBit(0) && !p.equals(q) && p.isProbablePrime(64) && q.isProbablePrime(64));
        BigInteger n = p.multiply(q);
        require(n.bitLength() == type.size() * 8);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        require(p1.gcd(dp).equals(BigInteger.ONE) && dp.signum() > 0);
        BigInteger e = dp.modInverse(p1);
        require(e.bitLength() <= MAX_EXPONENT_BITS
                && e.testBit(0)
                && e.bitLength() > 1
                && q1.gcd(e).equals(BigInteger.ONE)
                && e.modInverse(q1).equals(dq.mod(q1))
                && q.modInverse(p).equals(qInv.mod(p)));
        BigInteger d = e.modInverse(p1.multiply(q1).divide(p1.gcd(q1)));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            byte[] pkcs8 = factory.generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, dp, dq, qInv))
                    .getEncoded();
            byte[] spki = factory.generatePublic(new RSAPublicKeySpec(n, e)).getEncoded();
            return new NewKey(type, Secret.adopt(pkcs8), Bytes.adopt(spki));
        } catch (GeneralSecurityException ex) {
            throw new IllegalArgumentException("not an RSA key", ex);
        }
    }

    /** The same with the remaining numbers computed. */
    static NewKey fromPrimes(KeyType type, BigInteger e, BigInteger p, BigInteger q) {
        require(p.bitLength() > 1 && q.bitLength() > 1 && p.gcd(q).equals(BigInteger.ONE));
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        require(e.signum() > 0
                && p1.gcd(e).equals(BigInteger.ONE)
                && q1.gcd(e).equals(BigInteger.ONE)
                && e.compareTo(p1) < 0);
        return fromNumbers(type, p, q, e.modInverse(p1), e.modInverse(q1), q.modInverse(p));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the numbers of this RSA key do not belong together");
        }
    }
}
