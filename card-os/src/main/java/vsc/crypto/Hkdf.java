// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import vsc.iso.Bytes;

/** HKDF with SHA-256 (RFC 5869): from one secret to others that tell nothing of each other. */
public final class Hkdf {
    private static final byte[] FIRST_BLOCK = {1};

    private Hkdf() {}

    /**
     * @param info what the result is for
     * @return 32 bytes: as many as one block has
     */
    public static Secret derive(Secret material, Bytes salt, Bytes info) {
        byte[] key = salt.isEmpty() ? new byte[Sha256.LENGTH] : salt.toArray();
        try (Secret pseudorandom = Secret.adopt(Sha256.mac(key, material.expose()))) {
            return Secret.adopt(Sha256.mac(pseudorandom.expose(), info.toArray(), FIRST_BLOCK));
        }
    }
}
