// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import vsc.iso.Bytes;

/** Whether a signature is right. */
public final class SignatureCheck {
    private SignatureCheck() {}

    /**
     * RSAVP1 (RFC 8017, 5.2.2).
     *
     * @param publicKey SubjectPublicKeyInfo
     * @param block what was signed, padded to the length of the modulus
     */
    public static boolean rsa(Bytes publicKey, Bytes block, Bytes signature) {
        BigInteger modulus = number(PublicKeys.modulus(publicKey));
        BigInteger value = number(signature);
        return signature.length() == block.length()
                && value.compareTo(modulus) < 0
                && value.modPow(number(PublicKeys.exponent(publicKey)), modulus).equals(number(block));
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }

    /**
     * ECDSA.
     *
     * @param publicKey SubjectPublicKeyInfo
     * @param signature ECDSA-Sig-Value in DER
     */
    public static boolean ec(KeyType type, Bytes publicKey, Bytes hash, Bytes signature) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(
                false, new ECPublicKeyParameters(Curves.point(type, PublicKeys.point(publicKey)), Curves.domain(type)));
        try {
            BigInteger[] numbers =
                    StandardDSAEncoding.INSTANCE.decode(Curves.domain(type).getN(), signature.toArray());
            return signer.verifySignature(hash.toArray(), numbers[0], numbers[1]);
        } catch (java.io.IOException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
