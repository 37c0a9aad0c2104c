// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vsc.iso.Bytes;
import vsc.iso.CardError;

/** What holds for every kind of key. */
class KeyTypesTest {
    @TempDir
    Path folder;

    private static final Bytes HASH = Bytes.hex("00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF");

    @ParameterizedTest
    @EnumSource(
            names = {
                "P_192",
                "P_256",
                "P_384",
                "P_521",
                "SECP256K1",
                "BRAINPOOL_P256R1",
                "BRAINPOOL_P384R1",
                "BRAINPOOL_P512R1"
            })
    void aCurveSignsAgreesAndImports(KeyType type) throws Exception {
        try (NewKey one = NewKey.generate(type);
                NewKey two = KeyImport.ec(type, PrivateKeys.ecScalar(NewKey.generate(type)))) {
            EcKey key = (EcKey) CardKey.open(type, one.privateKey());
            EcKey other = (EcKey) CardKey.open(type, two.privateKey());
            Bytes shared = key.agree(PublicKeys.point(two.publicKey()));
            assertEquals(type.size(), shared.length());
            assertEquals(shared, other.agree(PublicKeys.point(one.publicKey())));

            Bytes signature = key.sign(HASH);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(
                    false,
                    new ECPublicKeyParameters(
                            Curves.point(type, PublicKeys.point(one.publicKey())), Curves.domain(type)));
            BigInteger[] numbers =
                    StandardDSAEncoding.INSTANCE.decode(Curves.domain(type).getN(), signature.toArray());
            assertTrue(verifier.verifySignature(HASH.toArray(), numbers[0], numbers[1]));
            Bytes plain = EcdsaSignature.plain(type, signature);
            assertEquals(2 * type.size(), plain.length());
            assertEquals(signature, EcdsaSignature.der(type, plain));
            assertEquals(
                    numbers[0], new BigInteger(1, plain.slice(0, type.size()).toArray()));
        }
    }

    /** Openssl knows them all under the same object identifiers. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TDES", "AES_128", "AES_192", "AES_256", "RSA_3072", "RSA_4096"})
    void opensslReadsBothHalves(KeyType type) throws Exception {
        try (NewKey key = NewKey.generate(type)) {
            Path file = Files.write(folder.resolve("key.der"), key.privateKey().expose());
            Process openssl = new ProcessBuilder(List.of(
                            "openssl", "pkey", "-inform", "DER", "-in", file.toString(), "-pubout", "-outform", "DER"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertEquals(key.publicKey(), Bytes.adopt(openssl.getInputStream().readAllBytes()));
            assertEquals(0, openssl.waitFor());
            try (KeyFile read = KeyFile.read(key.privateKey().expose(), () -> {
                throw new AssertionError("no passphrase is needed");
            })) {
                assertEquals(type, read.key().type());
                assertEquals(key.publicKey(), read.key().publicKey());
            }
        }
    }

    @Test
    void primesAndExponentMakeTheWholeKey() {
        try (NewKey key = NewKey.generate(KeyType.RSA_1024)) {
            List<Bytes> numbers = PrivateKeys.rsaNumbers(key);
            Bytes exponent = PublicKeys.exponent(key.publicKey());
            try (NewKey again = KeyImport.rsa(KeyType.RSA_1024, exponent, numbers.get(0), numbers.get(1))) {
                assertEquals(key.publicKey(), again.publicKey());
                assertEquals(numbers, PrivateKeys.rsaNumbers(again));
            }
            Bytes even = Bytes.of(2);
            assertThrows(CardError.class, () -> KeyImport.rsa(KeyType.RSA_1024, even, numbers.get(0), numbers.get(1)));
            assertThrows(
                    CardError.class, () -> KeyImport.rsa(KeyType.RSA_1024, exponent, numbers.get(0), numbers.get(0)));
            assertThrows(
                    CardError.class, () -> KeyImport.rsa(KeyType.RSA_2048, exponent, numbers.get(0), numbers.get(1)));
        }
    }
}
