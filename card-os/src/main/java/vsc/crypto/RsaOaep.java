// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import vsc.iso.Bytes;

/** RSAES-OAEP (PKCS #1, 7.1) with SHA-256 in both places and no label. */
public final class RsaOaep {
    private RsaOaep() {}

    /**
     * @param publicKey SubjectPublicKeyInfo of an RSA key
     * @return as long as the modulus
     */
    public static Bytes encrypt(Bytes publicKey, Secret content) {
        RSAKeyParameters key = new RSAKeyParameters(
                false,
                new BigInteger(1, PublicKeys.modulus(publicKey).toArray()),
                new BigInteger(1, PublicKeys.exponent(publicKey).toArray()));
        try {
            OAEPEncoding oaep = oaep(new RSAEngine());
            oaep.init(true, key);
            return Bytes.adopt(oaep.processBlock(content.expose(), 0, content.length()));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("RSA encryption failed", e);
        }
    }

    /**
     * @param padded what RSADP has given
     */
    static Secret unpad(byte[] padded) throws GeneralSecurityException {
        if (padded[0] != 0) {
            throw new GeneralSecurityException("not a message for this key");
        }
        try {
            OAEPEncoding oaep = oaep(new Done(padded));
            oaep.init(false, new KeyParameter(new byte[0]));
            return Secret.adopt(oaep.processBlock(padded, 0, padded.length));
        } catch (InvalidCipherTextException e) {
            throw new GeneralSecurityException("not a message for this key", e);
        }
    }

    private static OAEPEncoding oaep(AsymmetricBlockCipher cipher) {
        return new OAEPEncoding(cipher, new SHA256Digest(), new SHA256Digest(), null);
    }

    /** The private operation is behind us: a card may have done it. What it gives begins with a zero, which is not wanted. */
    private record Done(Bytes padded) implements AsymmetricBlockCipher {
        Done(byte[] padded) {
            this(Bytes.adopt(padded));
        }

        @Override
        public void init(boolean forEncryption, CipherParameters parameters) {
            // nothing to prepare
        }

        @Override
        public int getInputBlockSize() {
            return padded.length();
        }

        @Override
        public int getOutputBlockSize() {
            return padded.length() - 1;
        }

        @Override
        public byte[] processBlock(byte[] in, int offset, int length) {
            return padded.from(1).toArray();
        }
    }
}
