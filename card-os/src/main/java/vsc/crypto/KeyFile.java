// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import vsc.iso.Bytes;

/**
 * A private key from a file that another program made: PKCS#12, PEM or DER.
 *
 * @param certificates in DER, the one of the key first; empty where the file has none
 */
public record KeyFile(NewKey key, List<Bytes> certificates) implements AutoCloseable {
    /** Why a file gives no key. */
    public enum Problem {
        UNKNOWN_FORMAT,
        WRONG_PASSPHRASE,
        NO_PRIVATE_KEY,
        SEVERAL_PRIVATE_KEYS,
        UNSUPPORTED_KEY
    }

    /** The file gives no key. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final Problem problem;

        Unreadable(Problem problem, Exception cause) {
            super(problem.name(), cause);
            this.problem = problem;
        }

        Unreadable(Problem problem) {
            super(problem.name());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    private static final int SEQUENCE = 0x30;

    /**
     * Reads PKCS#12, PEM and DER with a PKCS#8, PKCS#1 or SEC 1 key, encrypted or not.
     *
     * @param passphrase in UTF-8; asked once, and only if the file wants one; closed here
     */
    public static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        if (content.length == 0 || content[0] != SEQUENCE) {
            return PemFile.read(content, passphrase);
        }
        return Pkcs12File.recognises(content)
                ? Pkcs12File.read(content, passphrase)
                : DerKeyFile.read(content, passphrase);
    }

    static void requireOne(List<?> keys) throws Unreadable {
        if (keys.size() != 1) {
            throw new Unreadable(keys.isEmpty() ? Problem.NO_PRIVATE_KEY : Problem.SEVERAL_PRIVATE_KEYS);
        }
    }

    /** Puts the certificate that belongs to the only key first. */
    static KeyFile of(List<PrivateKeyInfo> keys, List<Bytes> certificates) throws Unreadable {
        requireOne(keys);
        NewKey key = PrivateKeys.read(keys.get(0));
        List<Bytes> sorted = new ArrayList<>(certificates);
        sorted.sort(Comparator.comparing(certificate -> !isOf(key, certificate)));
        return new KeyFile(key, List.copyOf(sorted));
    }

    private static boolean isOf(NewKey key, Bytes certificate) {
        try {
            return key.publicKey()
                    .equals(Bytes.adopt(new X509CertificateHolder(certificate.toArray())
                            .getSubjectPublicKeyInfo()
                            .getEncoded("DER")));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
