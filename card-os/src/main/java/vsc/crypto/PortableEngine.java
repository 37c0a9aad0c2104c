// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;

/** RSA by the JDK, curves by Bouncy Castle: on every platform. */
final class PortableEngine implements KeyEngine {
    @Override
    public Rsa open(RSAPrivateCrtKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher::doFinal;
    }

    @Override
    public Ec open(KeyType type, Secret pkcs8) {
        return new Curve(new ECPrivateKeyParameters(EcKeys.scalar(type, pkcs8), Curves.domain(type)));
    }

    @Override
    public KeyPairGenerator rsaGenerator(KeyType type) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("RSA");
    }

    /** ECDSA with the nonce of RFC 6979, and ECDH. */
    private static final class Curve implements Ec {
        private final ECPrivateKeyParameters key;
        private final ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));

        Curve(ECPrivateKeyParameters key) {
            this.key = key;
            signer.init(true, key);
        }

        @Override
        public byte[] sign(byte[] hash) {
            BigInteger[] signature = signer.generateSignature(hash);
            try {
                return StandardDSAEncoding.INSTANCE.encode(key.getParameters().getN(), signature[0], signature[1]);
            } catch (IOException e) {
                throw new IllegalStateException("a signature in memory could not be encoded", e);
            }
        }

        @Override
        public byte[] agree(ECPoint point) {
            return point.multiply(key.getD()).normalize().getAffineXCoord().getEncoded();
        }
    }
}
