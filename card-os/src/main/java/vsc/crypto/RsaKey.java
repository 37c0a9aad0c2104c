// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** An RSA private key: the bare operation, as a card offers it; the host does the padding. */
public final class RsaKey implements CardKey {
    private final KeyType type;
    private final BigInteger modulus;
    private final KeyEngine engine;
    private final KeyEngine.Rsa operation;

    private RsaKey(KeyType type, BigInteger modulus, KeyEngine engine, KeyEngine.Rsa operation) {
        this.type = type;
        this.modulus = modulus;
        this.engine = engine;
        this.operation = operation;
    }

    static RsaKey open(KeyType type, Secret pkcs8, KeyEngine engine) {
        try {
            RSAPrivateCrtKey key = (RSAPrivateCrtKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.expose()));
            if (key.getModulus().bitLength() != type.size() * 8) {
                throw new IllegalArgumentException("not a key of type " + type);
            }
            return new RsaKey(type, key.getModulus(), engine, engine.open(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an RSA private key", e);
        }
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
     * RSADP and RSASP1 (PKCS #1, 5.1.2 and 5.2.1), blinded.
     *
     * @param input as long as the modulus
     * @return as long as the modulus
     * @throws CardError 6A80 if the length is another one, or the number is not smaller than the modulus
     */
    public Bytes apply(Bytes input) {
        CardError.unless(input.length() == type.size(), StatusWord.WRONG_DATA);
        byte[] block = input.toArray();
        CardError.unless(new BigInteger(1, block).compareTo(modulus) < 0, StatusWord.WRONG_DATA);
        try {
            return Bytes.adopt(operation.apply(block));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA operation failed", e);
        }
    }
}
