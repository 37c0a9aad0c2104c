// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import vsc.iso.Bytes;

/** Self-signed certificates for keys that only a card can use. */
public final class SelfSigned {
    private SelfSigned() {}

    /** The operation of a card's key on what {@link SignatureInput} makes of the certificate. */
    @FunctionalInterface
    public interface Signer {
        Bytes sign(Bytes input) throws IOException;
    }

    /**
     * A certificate (RFC 5280) with the key usages that its slot is for.
     *
     * @param publicKey SubjectPublicKeyInfo in DER
     * @param subject an RFC 4514 name such as {@code CN=Mike}
     * @param forDecryption whether the key is for key agreement or transport rather than signatures
     * @return the certificate in DER
     * @throws IllegalArgumentException if {@code subject} is not a name
     * @throws IOException if the signer fails
     */
    public static Bytes build(
            KeyType type, Bytes publicKey, String subject, Duration validity, boolean forDecryption, Signer signer)
            throws IOException {
        X500Name name = new X500Name(subject);
        SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(publicKey.toArray());
        Instant now = Instant.now();
        try (Secret serial = Secret.random(16)) {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    name,
                    new BigInteger(1, serial.expose()).setBit(126).clearBit(127),
                    Date.from(now),
                    Date.from(now.plus(validity)),
                    name,
                    key);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(type, forDecryption)));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, new BcX509ExtensionUtils().createSubjectKeyIdentifier(key));
            CardSigner cardSigner = new CardSigner(type, signer);
            byte[] encoded = builder.build(cardSigner).getEncoded();
            return Bytes.adopt(encoded);
        } catch (SigningFailed e) {
            throw e.reason;
        }
    }

    /** Every key signs at least this certificate. */
    private static int usage(KeyType type, boolean forDecryption) {
        int more = type.isRsa() ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        return KeyUsage.digitalSignature | (forDecryption ? more : 0);
    }

    /** Carries the signer's exception through Bouncy Castle's interface, which has no place for one. */
    static final class SigningFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        final IOException reason;

        SigningFailed(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Signs what is written to it. */
    record CardSigner(KeyType type, Signer signer, ByteArrayOutputStream toBeSigned) implements ContentSigner {
        CardSigner(KeyType type, Signer signer) {
            this(type, signer, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return SignatureInput.algorithm(type);
        }

        @Override
        public OutputStream getOutputStream() {
            return toBeSigned;
        }

        @Override
        public byte[] getSignature() {
            try {
                return signer.sign(SignatureInput.of(type, Bytes.copyOf(toBeSigned.toByteArray())))
                        .toArray();
            } catch (IOException e) {
                throw new SigningFailed(e);
            }
        }
    }
}
