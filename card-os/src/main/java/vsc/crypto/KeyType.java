// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

/** The kinds of keys a card can hold. The names stand in the VSC file and must not change. */
public enum KeyType {
    RSA_2048(256),
    P_256(32),
    P_384(48),
    TDES(24),
    AES_128(16),
    AES_192(24),
    AES_256(32);

    private final int size;

    KeyType(int size) {
        this.size = size;
    }

    /** Bytes of the modulus, of a coordinate, or of the secret key itself. */
    public int size() {
        return size;
    }

    public boolean isRsa() {
        return this == RSA_2048;
    }

    public boolean isEc() {
        return this == P_256 || this == P_384;
    }

    public boolean isSymmetric() {
        return !isRsa() && !isEc();
    }
}
