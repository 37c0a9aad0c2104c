// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import vsc.iso.Bytes;

/** A private key that opens what was sealed to its certificate. It may be on a card, and so can do the bare operation only. */
public interface DecryptionKey extends AutoCloseable {
    /** SubjectPublicKeyInfo in DER. */
    Bytes publicKey();

    /**
     * RSADP (PKCS #1, 5.1.2), or the x coordinate of an ECDH.
     *
     * @param input as long as the modulus and a smaller number, or an uncompressed point of the curve
     * @throws IOException if the card does not do it
     */
    Secret apply(Bytes input) throws IOException;

    @Override
    void close();

    /**
     * A key in this process.
     *
     * @param key RSA or on P-256, taken over
     * @throws IllegalArgumentException if it is of another kind
     */
    static DecryptionKey of(NewKey key) {
        if (!key.type().isRsa() && key.type() != KeyType.P_256) {
            throw new IllegalArgumentException("not a key to decrypt with: " + key.type());
        }
        return new InMemory(key, CardKey.open(key.type(), key.privateKey()));
    }

    /** See {@link #of}. */
    record InMemory(NewKey key, CardKey operation) implements DecryptionKey {
        @Override
        public Bytes publicKey() {
            return key.publicKey();
        }

        @Override
        public Secret apply(Bytes input) {
            Bytes output = operation instanceof RsaKey rsa ? rsa.apply(input) : ((EcKey) operation).agree(input);
            return Secret.adopt(output.toArray());
        }

        @Override
        public void close() {
            key.close();
        }
    }

    /**
     * The secret that an ECDH with {@code other} and the X9.63 KDF give (SEC 1, 3.6.1).
     *
     * @param other an uncompressed point on P-256
     * @return 32 bytes
     * @throws GeneralSecurityException if it is none
     */
    default Secret agree(Bytes other, Bytes sharedInfo) throws GeneralSecurityException, IOException {
        if (!SealingKey.isPublicKey(PublicKeys.ofPoint(KeyType.P_256, other))) {
            throw new GeneralSecurityException("not a point on P-256");
        }
        try (Secret x = apply(other)) {
            return SealingKey.stretch(x.expose(), sharedInfo);
        }
    }

    /**
     * The content of an {@link RsaOaep} message.
     *
     * @throws GeneralSecurityException if it is not for this key, or damaged
     */
    default Secret decrypt(Bytes message) throws GeneralSecurityException, IOException {
        BigInteger modulus = new BigInteger(1, PublicKeys.modulus(publicKey()).toArray());
        byte[] block = message.toArray();
        if (block.length != (modulus.bitLength() + 7) / 8 || new BigInteger(1, block).compareTo(modulus) >= 0) {
            throw new GeneralSecurityException("not a message for this key");
        }
        try (Secret padded = apply(message)) {
            return RsaOaep.unpad(Arrays.copyOf(padded.expose(), padded.length()));
        }
    }
}
