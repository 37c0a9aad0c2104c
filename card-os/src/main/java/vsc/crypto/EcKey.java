// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A private key on a NIST curve. */
public final class EcKey implements CardKey {
    /** Longer than any hash in use (SHA-512); a hash longer than the order is cut as FIPS 186-5, 6.4.1 says. */
    private static final int MAX_HASH = 64;

    private final KeyType type;
    private final ECDomainParameters domain;
    private final ECPrivateKeyParameters key;

    private EcKey(KeyType type, ECDomainParameters domain, BigInteger scalar) {
        this.type = type;
        this.domain = domain;
        this.key = new ECPrivateKeyParameters(scalar, domain);
    }

    static EcKey open(KeyType type, Secret pkcs8) {
        return new EcKey(type, Curves.domain(type), EcKeys.scalar(type, pkcs8));
    }

    @Override
    public KeyType type() {
        return type;
    }

    /**
     * ECDSA with a deterministic nonce (RFC 6979), so that a snapshot of the machine can never repeat one with other data.
     *
     * @param hash 1 to 64 bytes
     * @return ECDSA-Sig-Value in DER (RFC 5480)
     * @throws CardError 6A80 if there is no hash or it is longer
     */
    public Bytes sign(Bytes hash) {
        CardError.unless(!hash.isEmpty() && hash.length() <= MAX_HASH, StatusWord.WRONG_DATA);
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        BigInteger[] signature = signer.generateSignature(hash.toArray());
        try {
            return Bytes.adopt(StandardDSAEncoding.INSTANCE.encode(domain.getN(), signature[0], signature[1]));
        } catch (IOException e) {
            throw new IllegalStateException("a signature in memory could not be encoded", e);
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
        ECPoint shared = Curves.point(type, point).multiply(key.getD()).normalize();
        return Bytes.adopt(shared.getAffineXCoord().getEncoded());
    }
}
