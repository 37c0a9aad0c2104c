// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A secret key of a block cipher, one block at a time. */
public final class BlockKey implements CardKey {
    private final KeyType type;
    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if {@code material} has not the length of the type
     */
    BlockKey(KeyType type, Secret material) {
        if (material.length() != type.size()) {
            throw new IllegalArgumentException(type + " takes " + type.size() + " bytes");
        }
        this.type = type;
        this.key = new SecretKeySpec(material.expose(), type == KeyType.TDES ? "DESede" : "AES");
    }

    @Override
    public KeyType type() {
        return type;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    SecretKeySpec spec() {
        return key;
    }

    public int blockSize() {
        return type == KeyType.TDES ? 8 : 16;
    }

    /**
     * @throws CardError 6A80 if {@code block} is not one block
     */
    public Bytes encrypt(Bytes block) {
        return transform(Cipher.ENCRYPT_MODE, block);
    }

    /** The inverse of {@link #encrypt}. */
    public Bytes decrypt(Bytes block) {
        return transform(Cipher.DECRYPT_MODE, block);
    }

    private Bytes transform(int mode, Bytes block) {
        CardError.unless(block.length() == blockSize(), StatusWord.WRONG_DATA);
        try {
            Cipher cipher = Cipher.getInstance(key.getAlgorithm() + "/ECB/NoPadding");
            cipher.init(mode, key);
            return Bytes.adopt(cipher.doFinal(block.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("block cipher failed", e);
        }
    }
}
