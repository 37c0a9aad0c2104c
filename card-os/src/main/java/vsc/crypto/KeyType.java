// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

/** The kinds of keys a card can hold. The names stand in the VSC file and must not change. */
public enum KeyType {
    RSA_512(Family.RSA, 64),
    RSA_768(Family.RSA, 96),
    RSA_1024(Family.RSA, 128),
    RSA_1536(Family.RSA, 192),
    RSA_2048(Family.RSA, 256),
    RSA_3072(Family.RSA, 384),
    RSA_4096(Family.RSA, 512),
    P_192(Family.WEIERSTRASS, 24),
    P_256(Family.WEIERSTRASS, 32),
    P_384(Family.WEIERSTRASS, 48),
    P_521(Family.WEIERSTRASS, 66),
    SECP256K1(Family.WEIERSTRASS, 32),
    BRAINPOOL_P256R1(Family.WEIERSTRASS, 32),
    BRAINPOOL_P384R1(Family.WEIERSTRASS, 48),
    BRAINPOOL_P512R1(Family.WEIERSTRASS, 64),
    ED25519(Family.EDWARDS, 32),
    ED448(Family.EDWARDS, 57),
    X25519(Family.MONTGOMERY, 32),
    X448(Family.MONTGOMERY, 56),
    TDES(Family.SYMMETRIC, 24),
    AES_128(Family.SYMMETRIC, 16),
    AES_192(Family.SYMMETRIC, 24),
    AES_256(Family.SYMMETRIC, 32);

    private enum Family {
        RSA,
        WEIERSTRASS,
        EDWARDS,
        MONTGOMERY,
        SYMMETRIC
    }

    private final Family family;
    private final int size;

    KeyType(Family family, int size) {
        this.family = family;
        this.size = size;
    }

    /** Bytes of the modulus, of a coordinate, of an encoded point of RFC 8032 or 7748, or of the secret key itself. */
    public int size() {
        return size;
    }

    public boolean isRsa() {
        return family == Family.RSA;
    }

    /** A curve in short Weierstrass form: ECDSA and ECDH. */
    public boolean isEc() {
        return family == Family.WEIERSTRASS;
    }

    /** EdDSA (RFC 8032), which signs messages rather than hashes. */
    public boolean isEdwards() {
        return family == Family.EDWARDS;
    }

    /** Diffie-Hellman of RFC 7748; these keys cannot sign. */
    public boolean isMontgomery() {
        return family == Family.MONTGOMERY;
    }

    public boolean isSymmetric() {
        return family == Family.SYMMETRIC;
    }
}
