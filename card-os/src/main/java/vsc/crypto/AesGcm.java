// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vsc.iso.Bytes;

/** AES-256 in GCM (SP 800-38D) with a nonce of 12 and a tag of 16 bytes. */
public final class AesGcm {
    public static final int NONCE_LENGTH = 12;
    public static final int TAG_LENGTH = 16;

    private AesGcm() {}

    /**
     * @param key 32 bytes, used with this nonce only once
     * @param associated authenticated, but not encrypted
     * @return the ciphertext, and behind it the tag
     */
    public static Bytes encrypt(Secret key, Bytes nonce, Bytes associated, Secret plaintext) {
        try {
            return Bytes.adopt(
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plaintext.expose()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * @param ciphertext with the tag behind it
     * @throws GeneralSecurityException if any of the arguments is not what it was
     */
    public static Secret decrypt(Secret key, Bytes nonce, Bytes associated, Bytes ciphertext)
            throws GeneralSecurityException {
        if (ciphertext.length() < TAG_LENGTH) {
            throw new AEADBadTagException("no tag");
        }
        return Secret.adopt(cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(ciphertext.toArray()));
    }

    private static Cipher cipher(int mode, Secret key, Bytes nonce, Bytes associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key.expose(), "AES"), new GCMParameterSpec(TAG_LENGTH * 8, nonce.toArray()));
        cipher.updateAAD(associated.toArray());
        return cipher;
    }
}
