// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import vsc.iso.Bytes;

/** AES key wrap (RFC 3394) of an AES-256 key under another. */
public final class AesKeyWrap {
    /** Bytes of a wrapped key. */
    public static final int LENGTH = 40;

    private AesKeyWrap() {}

    /**
     * @param wrapping 32 bytes
     * @param key 32 bytes
     */
    public static Bytes wrap(Secret wrapping, Secret key) {
        try {
            return Bytes.adopt(cipher(Cipher.WRAP_MODE, wrapping).wrap(new SecretKeySpec(key.expose(), "AES")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key wrap failed", e);
        }
    }

    /**
     * @throws GeneralSecurityException if {@code wrapped} was not made with {@code wrapping}
     */
    public static Secret unwrap(Secret wrapping, Bytes wrapped) throws GeneralSecurityException {
        return Secret.adopt(cipher(Cipher.UNWRAP_MODE, wrapping)
                .unwrap(wrapped.toArray(), "AES", Cipher.SECRET_KEY)
                .getEncoded());
    }

    private static Cipher cipher(int mode, Secret wrapping) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(mode, new SecretKeySpec(wrapping.expose(), "AES"));
        return cipher;
    }
}
