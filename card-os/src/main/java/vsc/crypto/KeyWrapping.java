// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A secret key on its way out of a card, under another key. */
public final class KeyWrapping {
    private KeyWrapping() {}

    /**
     * Cipher block chaining.
     *
     * @param vector one block of {@code wrapping}
     * @param padded whether as PKCS #7 does
     * @throws CardError 6985 if the key does not fill whole blocks and is not padded
     */
    public static Bytes wrap(BlockKey leaving, BlockKey wrapping, Bytes vector, boolean padded) {
        CardError.unless(
                padded || leaving.type().size() % wrapping.blockSize() == 0, StatusWord.CONDITIONS_NOT_SATISFIED);
        try {
            Cipher cipher = Cipher.getInstance(
                    wrapping.spec().getAlgorithm() + "/CBC/" + (padded ? "PKCS5Padding" : "NoPadding"));
            cipher.init(Cipher.ENCRYPT_MODE, wrapping.spec(), new IvParameterSpec(vector.toArray()));
            return Bytes.adopt(cipher.doFinal(leaving.spec().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("block cipher failed", e);
        }
    }

    /**
     * RSAES-PKCS1-v1_5 (RFC 8017, 7.2).
     *
     * @param publicKey SubjectPublicKeyInfo of an RSA key
     */
    public static Bytes wrap(BlockKey leaving, Bytes publicKey) {
        return encrypt(publicKey, leaving.spec().getEncoded());
    }

    /**
     * The same for data.
     *
     * @param data at least 11 bytes shorter than the modulus
     */
    public static Bytes encrypt(Bytes data, Bytes publicKey) {
        return encrypt(publicKey, data.toArray());
    }

    private static Bytes encrypt(Bytes publicKey, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, PublicKeys.toJdk(KeyType.RSA_2048, publicKey));
            return Bytes.adopt(cipher.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new CardError(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
    }
}
