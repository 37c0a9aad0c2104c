// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.AesKeyWrap;
import vsc.crypto.SealingKey;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;

/** Who can open an envelope: the RecipientInfo of CMS (RFC 5652, 6.2) in the three forms in use here. */
sealed interface Recipient {
    /** Bytes of a SubjectKeyIdentifier as RFC 7093, section 2, method 1 makes it. */
    int KEY_ID_LENGTH = 20;

    Bytes keyId();

    /** The key of the content, wrapped. */
    Bytes wrappedKey();

    void writeTo(DerWriter der);

    /**
     * A name for a public key (RFC 7093, 2, method 1).
     *
     * @param publicKey SubjectPublicKeyInfo
     */
    static Bytes keyId(Bytes publicKey) {
        DerReader der = DerReader.ofSequence(publicKey.toArray(), Failure.FILE_ENVELOPE);
        der.raw();
        return Sha256.hash(Bytes.adopt(der.primitive(Der.BIT_STRING)).from(1)).slice(0, KEY_ID_LENGTH);
    }

    /** Either form for a private key. */
    static Recipient readAsymmetric(DerReader der) {
        return der.next(Der.SEQUENCE) ? KeyTransport.read(der) : KeyAgreement.read(der);
    }

    /** Whoever has a certain AES key: KEKRecipientInfo. */
    record Symmetric(Bytes keyId, Bytes wrappedKey) implements Recipient {
        private static final int VERSION = 4;

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(Der.context(2), () -> {
                der.integer(VERSION);
                der.sequence(() -> der.octets(keyId));
                der.sequence(() -> der.oid(Der.AES_256_WRAP));
                der.octets(wrappedKey);
            });
        }

        static Symmetric read(DerReader der, Bytes keyId) {
            DerReader info = der.constructed(Der.context(2));
            info.raw();
            info.raw();
            info.raw();
            return new Symmetric(keyId, info.octets(AesKeyWrap.LENGTH));
        }
    }

    /**
     * Whoever has a certain RSA private key: KeyTransRecipientInfo with RSAES-OAEP (RFC 5652, 6.2.1; RFC 4055, 4.1).
     *
     * @param wrappedKey as long as the modulus
     */
    record KeyTransport(Bytes keyId, Bytes wrappedKey) implements Recipient {
        private static final int VERSION = 2;
        private static final int MAX_LENGTH = 512;

        @Override
        public void writeTo(DerWriter der) {
            der.sequence(() -> {
                der.integer(VERSION);
                der.primitive(Der.contextPrimitive(0), keyId.toArray());
                der.sequence(() -> {
                    der.oid(Der.RSA_OAEP);
                    der.sequence(() -> {
                        der.constructed(Der.context(0), () -> writeHash(der));
                        der.constructed(
                                Der.context(1),
                                () -> der.sequence(() -> {
                                    der.oid(Der.MGF_1);
                                    writeHash(der);
                                }));
                    });
                });
                der.octets(wrappedKey);
            });
        }

        private static void writeHash(DerWriter der) {
            der.sequence(() -> {
                der.oid(Der.SHA_256);
                der.primitive(Der.NULL, new byte[0]);
            });
        }

        static KeyTransport read(DerReader der) {
            DerReader info = der.sequence();
            info.raw();
            Bytes keyId = Bytes.adopt(info.primitive(Der.contextPrimitive(0)));
            info.raw();
            Bytes wrappedKey = info.octets();
            info.require(
                    keyId.length() == KEY_ID_LENGTH && wrappedKey.length() <= MAX_LENGTH,
                    "has a field of the wrong length");
            return new KeyTransport(keyId, wrappedKey);
        }
    }

    /**
     * Whoever has a certain private key on P-256: KeyAgreeRecipientInfo (RFC 5753, 3.1.1).
     *
     * @param ephemeral the sender's point, uncompressed
     */
    record KeyAgreement(Bytes ephemeral, Bytes keyId, Bytes wrappedKey) implements Recipient {
        private static final int VERSION = 3;
        private static final int KEY_BITS = 256;

        /** ECC-CMS-SharedInfo (RFC 5753, 7.2). */
        static Bytes sharedInfo() {
            return DerWriter.sequenceOf(der -> {
                der.sequence(() -> der.oid(Der.AES_256_WRAP));
                der.constructed(Der.context(2), () -> der.octets(Bytes.ofInt(KEY_BITS, 4)));
            });
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(Der.context(1), () -> {
                der.integer(VERSION);
                der.constructed(Der.context(0), () -> der.constructed(Der.context(1), () -> writeOriginator(der)));
                der.sequence(() -> {
                    der.oid(Der.ECDH_SHA_256);
                    der.sequence(() -> der.oid(Der.AES_256_WRAP));
                });
                der.sequence(() -> der.sequence(() -> {
                    der.constructed(Der.context(0), () -> der.octets(keyId));
                    der.octets(wrappedKey);
                }));
            });
        }

        private void writeOriginator(DerWriter der) {
            der.sequence(() -> {
                der.oid(Der.EC_PUBLIC_KEY);
                der.oid(Der.P_256);
            });
            der.primitive(Der.BIT_STRING, Bytes.of(0).concat(ephemeral).toArray());
        }

        static KeyAgreement read(DerReader der) {
            DerReader info = der.constructed(Der.context(1));
            info.raw();
            DerReader originator = info.constructed(Der.context(0)).constructed(Der.context(1));
            originator.raw();
            byte[] bits = originator.primitive(Der.BIT_STRING);
            info.require(bits.length == 1 + SealingKey.POINT_LENGTH, "has a field of the wrong length");
            info.raw();
            DerReader recipient = info.sequence().sequence();
            Bytes keyId = recipient.constructed(Der.context(0)).octets(KEY_ID_LENGTH);
            return new KeyAgreement(Bytes.adopt(bits).from(1), keyId, recipient.octets(AesKeyWrap.LENGTH));
        }
    }
}
