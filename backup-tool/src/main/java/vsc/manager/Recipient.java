// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import vsc.crypto.SealingKey;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * Somebody to whom a slot can be sealed.
 *
 * @param publicKey SubjectPublicKeyInfo
 */
public record Recipient(String owner, Bytes publicKey) {
    private static final int MODULUS_BITS = 2048;
    private static final int MAX_OWNER = 256;

    /**
     * @param certificate X.509 in PEM or DER
     * @throws VscException {@link Failure#INPUT_FORMAT}, or {@link Failure#NOT_SUPPORTED} if its key is neither RSA-2048 nor
     *     on P-256
     */
    public static Recipient of(byte[] certificate, String name) throws VscException {
        X509Certificate parsed = parse(certificate, name);
        Bytes publicKey = Bytes.adopt(parsed.getPublicKey().getEncoded());
        if (!SealingKey.isPublicKey(publicKey) && !isRsa(parsed)) {
            throw new VscException(
                    Failure.NOT_SUPPORTED, "The key of " + name + " is neither RSA with 2048 bits nor on P-256.");
        }
        return new Recipient(cut(parsed.getSubjectX500Principal().getName()), publicKey);
    }

    private static X509Certificate parse(byte[] certificate, String name) throws VscException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (CertificateException e) {
            throw new VscException(Failure.INPUT_FORMAT, name + " is not a certificate in PEM or DER.", e);
        }
    }

    private static boolean isRsa(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getModulus().bitLength() == MODULUS_BITS;
    }

    private static String cut(String owner) {
        String cut = owner;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_OWNER) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }
}
