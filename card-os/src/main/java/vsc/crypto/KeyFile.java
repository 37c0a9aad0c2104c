// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import vsc.iso.Bytes;

/**
 * A private key from a file that another program made: PKCS#12, PKCS#8 or PEM.
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
     * Reads PKCS#12 and PKCS#8 in DER, and PEM with a PKCS#8, PKCS#1 or SEC 1 key, encrypted or not.
     *
     * @param passphrase in UTF-8; asked once, and only if the file wants one; closed here
     */
    public static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        if (content.length == 0 || content[0] != SEQUENCE) {
            return PemFile.read(content, passphrase);
        }
        return Pkcs12File.recognises(content) ? Pkcs12File.read(content, passphrase) : readPkcs8(content);
    }

    private static KeyFile readPkcs8(byte[] content) throws Unreadable {
        try {
            return new KeyFile(PrivateKeys.read(PrivateKeyInfo.getInstance(content)), List.of());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
