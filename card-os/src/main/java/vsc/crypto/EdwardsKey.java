// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import vsc.iso.Bytes;

/** A private key for EdDSA without context or prehash (RFC 8032): Ed25519 or Ed448. */
public final class EdwardsKey implements CardKey {
    private static final byte[] NO_CONTEXT = {};

    private final KeyType type;
    private final byte[] seed;

    private EdwardsKey(KeyType type, byte[] seed) {
        this.type = type;
        this.seed = seed;
    }

    static EdwardsKey open(KeyType type, Secret pkcs8) {
        return new EdwardsKey(type, RawKeys.secret(type, pkcs8));
    }

    @Override
    public KeyType type() {
        return type;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    /**
     * @param message of any length
     * @return R and S: 64 bytes for Ed25519, 114 for Ed448
     */
    public Bytes sign(Bytes message) {
        byte[] text = message.toArray();
        byte[] signature = new byte[2 * type.size()];
        if (type == KeyType.ED25519) {
            Ed25519.sign(seed, 0, text, 0, text.length, signature, 0);
        } else {
            Ed448.sign(seed, 0, NO_CONTEXT, text, 0, text.length, signature, 0);
        }
        return Bytes.adopt(signature);
    }
}
