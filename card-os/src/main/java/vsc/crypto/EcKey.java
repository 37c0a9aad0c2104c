// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import org.bouncycastle.math.ec.ECPoint;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A private key on a curve in short Weierstrass form. */
public final class EcKey implements CardKey {
    /** Longer than any hash in use (SHA-512); a hash longer than the order is cut as FIPS 186-5, 6.4.1 says. */
    private static final int MAX_HASH = 64;

    private final KeyType type;
    private final KeyEngine engine;
    private final KeyEngine.Ec operations;

    private EcKey(KeyType type, KeyEngine engine, KeyEngine.Ec operations) {
        this.type = type;
        this.engine = engine;
        this.operations = operations;
    }

    static EcKey open(KeyType type, Secret pkcs8, KeyEngine engine) {
        return new EcKey(type, engine, engine.open(type, pkcs8));
    }

    @Override
    public KeyType type() {
        return type;
    }

    @Override
    public boolean isCurrent() {
        return engine == CryptoEngine.current();
    }

    /**
     * ECDSA with a nonce that depends on key and hash, so that a snapshot of the machine can never repeat one with other
     * data.
     *
     * @param hash 1 to 64 bytes
     * @return ECDSA-Sig-Value in DER (RFC 5480)
     * @throws CardError 6A80 if there is no hash or it is longer
     */
    public Bytes sign(Bytes hash) {
        CardError.unless(!hash.isEmpty() && hash.length() <= MAX_HASH, StatusWord.WRONG_DATA);
        try {
            return Bytes.adopt(operations.sign(hash.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDSA failed", e);
        }
    }

    /**
     * Cofactor-free ECDH (SP 800-56A, 5.7.1.2).
     *
     * @param point the other side's public key, uncompressed
     * @return the x coordinate, as long as the field
     * @throws CardError 6A80 if it is not a point of the curve
     */
    public Bytes agree(Bytes point) {
        ECPoint other = Curves.point(type, point);
        try {
            return Bytes.adopt(operations.agree(other));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDH failed", e);
        }
    }
}
