// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import vsc.iso.Bytes;

/**
 * A key pair on its way into a card.
 *
 * @param privateKey PKCS#8 PrivateKeyInfo in DER
 * @param publicKey SubjectPublicKeyInfo in DER
 */
public record NewKey(KeyType type, Secret privateKey, Bytes publicKey) implements AutoCloseable {

    /**
     * @throws IllegalArgumentException if {@code type} is symmetric
     */
    public static NewKey generate(KeyType type) {
        if (type.isRsa()) {
            return RsaKeys.generate(type, CryptoEngine.current());
        }
        return type.isEc() ? EcKeys.generate(type) : RawKeys.generate(type);
    }

    @Override
    public void close() {
        privateKey.close();
    }
}
