// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import org.bouncycastle.math.ec.ECPoint;

/** What carries out the operations of private keys. All engines give the same results; ECDSA differs in its nonces only. */
interface KeyEngine {

    /** RSADP and RSASP1 (PKCS #1, 5.1.2 and 5.2.1), blinded. */
    @FunctionalInterface
    interface Rsa {
        /**
         * @param block as long as the modulus, and a smaller number
         * @return as long as the modulus
         */
        byte[] apply(byte[] block) throws GeneralSecurityException;
    }

    /** The two operations of a key on a curve. */
    interface Ec {
        /**
         * @param hash 1 to 64 bytes
         * @return ECDSA-Sig-Value in DER
         */
        byte[] sign(byte[] hash) throws GeneralSecurityException;

        /**
         * @param point on the key's curve, and not at infinity
         * @return the x coordinate of the shared point, as long as the field
         */
        byte[] agree(ECPoint point) throws GeneralSecurityException;
    }

    /**
     * @param key the JDK's object
     */
    Rsa open(RSAPrivateCrtKey key) throws GeneralSecurityException;

    /**
     * @param pkcs8 a private key on the curve of {@code type}, not kept
     * @throws IllegalArgumentException if it is none
     */
    Ec open(KeyType type, Secret pkcs8);

    /** A generator for keys of that type, which is yet to be told their length. */
    KeyPairGenerator rsaGenerator(KeyType type) throws GeneralSecurityException;
}
