// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A private key for the Diffie-Hellman of RFC 7748: X25519 or X448. */
public final class MontgomeryKey implements CardKey {
    private final KeyType type;
    private final byte[] scalar;

    private MontgomeryKey(KeyType type, byte[] scalar) {
        this.type = type;
        this.scalar = scalar;
    }

    static MontgomeryKey open(KeyType type, Secret pkcs8) {
        return new MontgomeryKey(type, RawKeys.secret(type, pkcs8));
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
     * @param point the other side's public key, a u coordinate in little-endian
     * @return the shared secret in little-endian, as long as the point
     * @throws CardError 6A80 if the length is another one, or the point has a low order: all of those give zeros (RFC 7748, 6)
     */
    public Bytes agree(Bytes point) {
        CardError.unless(point.length() == type.size(), StatusWord.WRONG_DATA);
        byte[] shared = new byte[type.size()];
        boolean contributes = type == KeyType.X25519
                ? X25519.calculateAgreement(scalar, 0, point.toArray(), 0, shared, 0)
                : X448.calculateAgreement(scalar, 0, point.toArray(), 0, shared, 0);
        CardError.unless(contributes, StatusWord.WRONG_DATA);
        return Bytes.adopt(shared);
    }
}
