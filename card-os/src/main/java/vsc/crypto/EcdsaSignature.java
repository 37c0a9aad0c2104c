// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import vsc.iso.Bytes;

/** The two forms of an ECDSA signature. */
public final class EcdsaSignature {
    private EcdsaSignature() {}

    /**
     * @param der ECDSA-Sig-Value (RFC 5480)
     * @return r and s, each as long as the order of the curve
     * @throws IllegalArgumentException if {@code der} is not a signature
     */
    public static Bytes plain(KeyType type, Bytes der) {
        return convert(type, der, StandardDSAEncoding.INSTANCE, PlainDSAEncoding.INSTANCE);
    }

    /** The inverse of {@link #plain}. */
    public static Bytes der(KeyType type, Bytes plain) {
        return convert(type, plain, PlainDSAEncoding.INSTANCE, StandardDSAEncoding.INSTANCE);
    }

    private static Bytes convert(KeyType type, Bytes signature, DSAEncoding from, DSAEncoding to) {
        BigInteger order = Curves.domain(type).getN();
        try {
            BigInteger[] numbers = from.decode(order, signature.toArray());
            return Bytes.adopt(to.encode(order, numbers[0], numbers[1]));
        } catch (IOException e) {
            throw new IllegalArgumentException("not an ECDSA signature", e);
        }
    }
}
