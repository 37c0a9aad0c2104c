// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import java.util.Optional;
import vsc.crypto.KeyType;

/** Algorithm identifiers (SP 800-78-4, table 6-2). */
public enum PivAlgorithm {
    TDES(0x03, KeyType.TDES),
    RSA_3072(0x05, KeyType.RSA_3072),
    RSA_1024(0x06, KeyType.RSA_1024),
    RSA_2048(0x07, KeyType.RSA_2048),
    AES_128(0x08, KeyType.AES_128),
    AES_192(0x0A, KeyType.AES_192),
    AES_256(0x0C, KeyType.AES_256),
    P_256(0x11, KeyType.P_256),
    P_384(0x14, KeyType.P_384),
    RSA_4096(0x16, KeyType.RSA_4096),
    ED25519(0xE0, KeyType.ED25519),
    X25519(0xE1, KeyType.X25519);

    /** 00 stands for the default, three-key triple DES. */
    private static final int DEFAULT = 0x00;

    private final int value;
    private final KeyType type;

    PivAlgorithm(int value, KeyType type) {
        this.value = value;
        this.type = type;
    }

    public int value() {
        return value;
    }

    public KeyType type() {
        return type;
    }

    public static Optional<PivAlgorithm> find(int value) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.value == value)
                .findFirst();
    }

    /** Empty for the types that PIV has not. */
    public static Optional<PivAlgorithm> find(KeyType type) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.type == type)
                .findFirst();
    }

    /** The same for a key that is on a PIV card. */
    public static PivAlgorithm of(KeyType type) {
        return find(type).orElseThrow(() -> new IllegalArgumentException("PIV has no " + type));
    }

    /** Whether P1 of a command may name a key of this algorithm. */
    boolean isNamedBy(int p1) {
        return p1 == value || (p1 == DEFAULT && type.isSymmetric());
    }
}
