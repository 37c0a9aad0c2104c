// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import vsc.crypto.AesGcm;
import vsc.crypto.AesKeyWrap;
import vsc.crypto.DecryptionKey;
import vsc.crypto.RsaOaep;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * The one form in which anything is encrypted here: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM under a key of its
 * own, for one recipient, bound to one place. Only this very encoding is accepted; CMS itself would leave bytes that can
 * be altered unseen. Two envelopes are never equal.
 */
final class Envelope {
    private static final int CEK_LENGTH = 32;

    private final Recipient recipient;
    private final Bytes nonce;
    private final Bytes ciphertext;
    private final Bytes tag;
    private final Binding binding;

    private Envelope(Recipient recipient, Bytes nonce, Bytes ciphertext, Bytes tag, Binding binding) {
        this.recipient = recipient;
        this.nonce = nonce;
        this.ciphertext = ciphertext;
        this.tag = tag;
        this.binding = binding;
    }

    /** For whoever has {@code kek}, an AES-256 key. */
    static Envelope seal(Secret kek, Binding binding, Secret content) {
        try (Secret cek = Secret.random(CEK_LENGTH)) {
            Recipient recipient = new Recipient.Symmetric(binding.keyId(), AesKeyWrap.wrap(kek, cek));
            return encrypt(recipient, cek, binding, content);
        }
    }

    /**
     * For whoever has the private key that belongs to {@code publicKey}.
     *
     * @param publicKey SubjectPublicKeyInfo of a key on P-256
     */
    static Envelope sealTo(Bytes publicKey, Binding binding, Secret content) {
        try (SealingKey ephemeral = SealingKey.generate();
                Secret kek = ephemeral.agree(SealingKey.point(publicKey), Recipient.KeyAgreement.sharedInfo());
                Secret cek = Secret.random(CEK_LENGTH)) {
            Recipient recipient = new Recipient.KeyAgreement(
                    SealingKey.point(ephemeral.publicKey()), Recipient.keyId(publicKey), AesKeyWrap.wrap(kek, cek));
            return encrypt(recipient, cek, binding, content);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key on P-256", e);
        }
    }

    /**
     * For whoever has the private key of a certificate.
     *
     * @param publicKey SubjectPublicKeyInfo of an RSA key or one on P-256
     */
    static Envelope sealToRecipient(Bytes publicKey, Binding binding, Secret content) {
        if (SealingKey.isPublicKey(publicKey)) {
            return sealTo(publicKey, binding, content);
        }
        try (Secret cek = Secret.random(CEK_LENGTH)) {
            Recipient recipient =
                    new Recipient.KeyTransport(Recipient.keyId(publicKey), RsaOaep.encrypt(publicKey, cek));
            return encrypt(recipient, cek, binding, content);
        }
    }

    private static Envelope encrypt(Recipient recipient, Secret cek, Binding binding, Secret content) {
        Bytes nonce = Bytes.adopt(Secret.random(AesGcm.NONCE_LENGTH).expose());
        Bytes encrypted = AesGcm.encrypt(cek, nonce, binding.attributes(), content);
        int split = encrypted.length() - AesGcm.TAG_LENGTH;
        return new Envelope(recipient, nonce, encrypted.slice(0, split), encrypted.from(split), binding);
    }

    /**
     * One that {@link #seal} has made.
     *
     * @throws Rejected if {@code encoded} is anything but an envelope for {@code binding}
     */
    static Envelope parse(Bytes encoded, Binding binding) {
        return parse(encoded, binding, recipients -> Recipient.Symmetric.read(recipients, binding.keyId()));
    }

    /** The same for {@link #sealTo}. */
    static Envelope parseSealed(Bytes encoded, Binding binding) {
        return parse(encoded, binding, Recipient.KeyAgreement::read);
    }

    /** What an envelope says it is bound to. */
    static Binding binding(Bytes encoded) {
        DerReader info = DerReader.ofSequence(encoded.toArray(), Failure.FILE_ENVELOPE);
        info.raw();
        DerReader data = info.constructed(Der.context(0)).sequence();
        data.raw();
        data.raw();
        data.raw();
        return Binding.read(data.constructed(Der.context(1)));
    }

    /** The same for {@link #sealToRecipient}. */
    static Envelope parseForRecipient(Bytes encoded, Binding binding) {
        return parse(encoded, binding, Recipient::readAsymmetric);
    }

    /** Picks out what varies; comparing the encodings then checks all that must not. */
    private static Envelope parse(Bytes encoded, Binding binding, Function<DerReader, Recipient> recipients) {
        DerReader info = DerReader.ofSequence(encoded.toArray(), Failure.FILE_ENVELOPE);
        info.raw();
        DerReader data = info.constructed(Der.context(0)).sequence();
        data.raw();
        Recipient recipient = recipients.apply(data.constructed(Der.SET));
        DerReader content = data.sequence();
        content.raw();
        DerReader algorithm = content.sequence();
        algorithm.raw();
        Bytes nonce = algorithm.sequence().octets(AesGcm.NONCE_LENGTH);
        Bytes ciphertext = Bytes.adopt(content.primitive(Der.contextPrimitive(0)));
        data.raw();
        Bytes tag = data.octets(AesGcm.TAG_LENGTH);
        Envelope envelope = new Envelope(recipient, nonce, ciphertext, tag, binding);
        Rejected.unless(
                envelope.encode().equals(encoded),
                Failure.FILE_ENVELOPE,
                "is damaged: an encrypted part of it belongs elsewhere or is not built as it should be");
        return envelope;
    }

    /** ContentInfo in DER. */
    Bytes encode() {
        return DerWriter.sequenceOf(der -> {
            der.oid(Der.AUTH_ENVELOPED_DATA);
            der.constructed(
                    Der.context(0),
                    () -> der.sequence(() -> {
                        der.integer(0);
                        der.constructed(Der.SET, () -> recipient.writeTo(der));
                        der.sequence(() -> writeContent(der));
                        der.constructed(Der.context(1), () -> binding.writeTo(der));
                        der.octets(tag);
                    }));
        });
    }

    /** EncryptedContentInfo with the parameters of RFC 5084, 3.2. */
    private void writeContent(DerWriter der) {
        der.oid(Der.DATA);
        der.sequence(() -> {
            der.oid(Der.AES_256_GCM);
            der.sequence(() -> {
                der.octets(nonce);
                der.integer(AesGcm.TAG_LENGTH);
            });
        });
        der.primitive(Der.contextPrimitive(0), ciphertext.toArray());
    }

    /**
     * @throws Rejected if {@code kek} is not the right key, or anything was altered
     */
    Secret open(Secret kek) {
        try (Secret cek = AesKeyWrap.unwrap(kek, recipient.wrappedKey())) {
            return decrypt(cek);
        } catch (GeneralSecurityException e) {
            throw damaged();
        }
    }

    private Secret decrypt(Secret cek) throws GeneralSecurityException {
        return AesGcm.decrypt(cek, nonce, binding.attributes(), ciphertext.concat(tag));
    }

    private static Rejected damaged() {
        return new Rejected(Failure.FILE_ENVELOPE, "is damaged: a part of it cannot be decrypted");
    }

    /**
     * Whether it was sealed to a certain public key.
     *
     * @param publicKey SubjectPublicKeyInfo
     */
    boolean isFor(Bytes publicKey) {
        return recipient.keyId().equals(Recipient.keyId(publicKey));
    }

    /** As {@link #open(Secret)}, for an envelope that {@link #isFor} the public key of {@code key}. */
    Secret open(SealingKey key) {
        if (!(recipient instanceof Recipient.KeyAgreement agreement)) {
            throw new IllegalArgumentException("not sealed to a public key");
        }
        try (Secret kek = key.agree(agreement.ephemeral(), Recipient.KeyAgreement.sharedInfo())) {
            return open(kek);
        } catch (GeneralSecurityException e) {
            throw damaged();
        }
    }

    /**
     * As {@link #open(Secret)}, for an envelope that {@link #isFor} the public key of {@code key}.
     *
     * @throws IOException if the key is on a card that does not do it
     */
    Secret open(DecryptionKey key) throws IOException {
        try {
            if (recipient instanceof Recipient.KeyAgreement agreement) {
                try (Secret kek = key.agree(agreement.ephemeral(), Recipient.KeyAgreement.sharedInfo())) {
                    return open(kek);
                }
            }
            try (Secret cek = key.decrypt(recipient.wrappedKey())) {
                return decrypt(cek);
            }
        } catch (GeneralSecurityException e) {
            throw damaged();
        }
    }
}
