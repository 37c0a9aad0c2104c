// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import vsc.iso.Bytes;

/** HKDF with SHA-256 (RFC 5869): from one secret to others that tell nothing of each other. */
public final class Hkdf {
    private static final int OUTPUT_LENGTH = 32;

    private Hkdf() {}

    /**
     * @param info what the result is for
     * @return 32 bytes
     */
    public static Secret derive(Secret material, Bytes salt, Bytes info) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(material.expose(), salt.toArray(), info.toArray()));
        byte[] output = new byte[OUTPUT_LENGTH];
        generator.generateBytes(output, 0, OUTPUT_LENGTH);
        return Secret.adopt(output);
    }
}
