// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;

class AesGcmTest {
    private static final Bytes KEY = Bytes.hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    private static final Bytes NONCE = Bytes.hex("cafebabefacedbaddecaf888");
    private static final Bytes ASSOCIATED = Bytes.hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    private static final Bytes PLAINTEXT = Bytes.hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    private static final Bytes CIPHERTEXT = Bytes.hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b");

    private static Secret secret(Bytes value) {
        return Secret.adopt(value.toArray());
    }

    /** The GCM proposal, test case 16. */
    @Test
    void agreesWithTheVectorOfTheProposal() throws Exception {
        assertEquals(CIPHERTEXT, AesGcm.encrypt(secret(KEY), NONCE, ASSOCIATED, secret(PLAINTEXT)));
        try (Secret opened = AesGcm.decrypt(secret(KEY), NONCE, ASSOCIATED, CIPHERTEXT)) {
            assertEquals(PLAINTEXT, Bytes.copyOf(opened.expose()));
        }
    }

    @Test
    void everyPartIsAuthenticated() {
        Bytes other = Bytes.of(1).concat(CIPHERTEXT.from(1));
        assertThrows(GeneralSecurityException.class, () -> AesGcm.decrypt(secret(KEY), NONCE, ASSOCIATED, other));
        assertThrows(
                GeneralSecurityException.class,
                () -> AesGcm.decrypt(secret(KEY), NONCE, ASSOCIATED.from(1), CIPHERTEXT));
        assertThrows(
                GeneralSecurityException.class,
                () -> AesGcm.decrypt(secret(KEY), NONCE, ASSOCIATED, CIPHERTEXT.slice(0, 15)));
    }
}
