// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.iso.Bytes;

/** Certificates that a card's key has signed, judged by openssl. */
class SelfSignedTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path folder;

    private static Bytes sign(CardKey key, Bytes input) {
        return key instanceof RsaKey rsa ? rsa.apply(input) : ((EcKey) key).sign(input);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, false, sha256WithRSAEncryption, Digital Signature",
        "RSA_2048, true, sha256WithRSAEncryption, 'Digital Signature, Key Encipherment'",
        "P_256, false, ecdsa-with-SHA256, Digital Signature",
        "P_384, true, ecdsa-with-SHA384, 'Digital Signature, Key Agreement'",
    })
    void opensslAcceptsThem(KeyType type, boolean forDecryption, String algorithm, String usage) throws IOException {
        OpenSsl openssl = new OpenSsl(folder);
        try (NewKey pair = NewKey.generate(type)) {
            CardKey key = CardKey.open(type, pair.privateKey());
            Bytes certificate = SelfSigned.build(
                    type, pair.publicKey(), "CN=Mike,O=Example", MONTH, forDecryption, input -> sign(key, input));
            openssl.write("c.der", certificate.toArray());
            openssl.write("public.der", pair.publicKey().toArray());
        }
        openssl.run("x509 -in c.der -inform DER -out c.pem");
        assertTrue(openssl.run("verify -check_ss_sig -x509_strict -CAfile c.pem -partial_chain c.pem")
                .contains("OK"));
        String text = openssl.run("x509 -in c.pem -noout -text");
        assertTrue(text.contains("Signature Algorithm: " + algorithm), text);
        assertTrue(text.lines().anyMatch(line -> line.strip().equals(usage)), text);
        assertTrue(text.contains("Mike"), text);
        assertEquals(
                openssl.run("x509 -in c.pem -noout -pubkey"),
                openssl.run("pkey -pubin -in public.der -inform DER -pubout"));
    }

    @Test
    void theSignersFailureIsPassedOn() {
        IOException removed = new IOException("no card any more");
        try (NewKey pair = NewKey.generate(KeyType.P_256)) {
            assertSame(
                    removed,
                    assertThrows(
                            IOException.class,
                            () -> SelfSigned.build(KeyType.P_256, pair.publicKey(), "CN=x", MONTH, false, input -> {
                                throw removed;
                            })));
        }
    }

    @Test
    void aSubjectIsAName() {
        try (NewKey pair = NewKey.generate(KeyType.P_256)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SelfSigned.build(KeyType.P_256, pair.publicKey(), "no name", MONTH, false, input -> input));
        }
    }
}
