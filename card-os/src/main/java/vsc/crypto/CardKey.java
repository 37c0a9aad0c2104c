// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

/** A private or secret key in use: it works, but it cannot be read. Only one thread at a time may use it. */
public sealed interface CardKey permits RsaKey, EcKey, EdwardsKey, MontgomeryKey, BlockKey {
    KeyType type();

    /** Whether this key would be opened in the same way again; see {@link CryptoEngine}. */
    boolean isCurrent();

    /**
     * @param material PKCS#8 PrivateKeyInfo in DER, or the bytes of a secret key; not kept
     * @throws IllegalArgumentException if it is not a key of that type
     */
    static CardKey open(KeyType type, Secret material) {
        if (type.isRsa()) {
            return RsaKey.open(type, material, CryptoEngine.current());
        }
        if (type.isEc()) {
            return EcKey.open(type, material, CryptoEngine.current());
        }
        if (type.isEdwards()) {
            return EdwardsKey.open(type, material);
        }
        return type.isMontgomery() ? MontgomeryKey.open(type, material) : new BlockKey(type, material);
    }
}
