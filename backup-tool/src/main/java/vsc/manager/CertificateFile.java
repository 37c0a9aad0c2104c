// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** Certificates in files, PEM or DER. */
public final class CertificateFile {
    private static final int LINE = 64;

    private CertificateFile() {}

    /**
     * The one certificate in a file.
     *
     * @return DER
     * @throws VscException {@link Failure#INPUT_FORMAT}
     */
    static Bytes read(byte[] content, String name) throws VscException {
        try {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
            return Bytes.adopt(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new VscException(Failure.INPUT_FORMAT, name + " is not a certificate in PEM or DER.", e);
        }
    }

    /** The RFC 2253 subject; a certificate we cannot read is shown as such. */
    static String subject(Bytes der) {
        return parse(der).map(c -> c.getSubjectX500Principal().getName()).orElse("unreadable certificate");
    }

    static Optional<Bytes> matching(List<Bytes> certificates, Bytes publicKey) {
        return certificates.stream().filter(der -> holds(der, publicKey)).findFirst();
    }

    /**
     * Whether a certificate is for this key.
     *
     * @param publicKey SubjectPublicKeyInfo in DER
     */
    static boolean holds(Bytes der, Bytes publicKey) {
        return parse(der)
                .map(c -> Bytes.adopt(c.getPublicKey().getEncoded()).equals(publicKey))
                .orElse(false);
    }

    private static Optional<X509Certificate> parse(Bytes der) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toArray())));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /**
     * RFC 7468.
     *
     * @param type such as {@code CERTIFICATE}
     */
    public static String pem(String type, Bytes der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der.toArray());
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, body);
    }
}
