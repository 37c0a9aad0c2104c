// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** Ed25519, Ed448, X25519 and X448 against the vectors of RFC 8032 and RFC 7748, and against the JDK. */
class RawKeysTest {
    private static NewKey key(KeyType type, String secret) {
        return KeyImport.raw(type, Bytes.hex(secret));
    }

    private static CardKey open(NewKey key) {
        return CardKey.open(key.type(), key.privateKey());
    }

    /** RFC 8032, 7.1 (tests 1 and 2) and 7.4 (blank). */
    @ParameterizedTest
    @CsvSource({
        "ED25519, 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, '',"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "ED25519, 4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 72,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "ED448, 6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b, '',"
                + "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180,"
                + "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600"
    })
    void signsAsRfc8032Says(KeyType type, String seed, String message, String point, String signature) {
        try (NewKey key = key(type, seed)) {
            assertEquals(Bytes.hex(point), PublicKeys.point(key.publicKey()));
            assertEquals(Bytes.hex(signature), ((EdwardsKey) open(key)).sign(Bytes.hex(message)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ED448"})
    void theJdkVerifies(KeyType type) throws Exception {
        try (NewKey key = NewKey.generate(type)) {
            Bytes text = Bytes.ascii("a message rather than a hash");
            Signature verifier = Signature.getInstance(type.name());
            verifier.initVerify(PublicKeys.toJdk(type, key.publicKey()));
            verifier.update(text.toArray());
            assertTrue(verifier.verify(((EdwardsKey) open(key)).sign(text).toArray()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "X448"})
    void agreesWithTheJdk(KeyType type) throws Exception {
        try (NewKey key = NewKey.generate(type)) {
            KeyPair other = KeyPairGenerator.getInstance(type.name()).generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance(type.name());
            agreement.init(other.getPrivate());
            agreement.doPhase(PublicKeys.toJdk(type, key.publicKey()), true);
            Bytes point = PublicKeys.point(Bytes.adopt(other.getPublic().getEncoded()));
            assertEquals(Bytes.adopt(agreement.generateSecret()), ((MontgomeryKey) open(key)).agree(point));
        }
    }

    /** The points of order 1, 2, 4 and 8 of curve25519, and the prime itself in place of 0 (RFC 7748, 6.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void pointsOfLowOrderAreRefused(String point) {
        try (NewKey key = NewKey.generate(KeyType.X25519)) {
            MontgomeryKey opened = (MontgomeryKey) open(key);
            CardError error = assertThrows(CardError.class, () -> opened.agree(Bytes.hex(point)));
            assertEquals(StatusWord.WRONG_DATA, error.statusWord());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void otherLengthsAreRefused(int length) {
        Bytes wrong = Bytes.adopt(new byte[length]);
        assertThrows(CardError.class, () -> KeyImport.raw(KeyType.ED25519, wrong));
        try (NewKey key = NewKey.generate(KeyType.X25519)) {
            MontgomeryKey opened = (MontgomeryKey) open(key);
            assertThrows(CardError.class, () -> opened.agree(wrong));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ED448", "X25519", "X448"})
    void aFileOfTheJdkGivesTheSameKey(KeyType type) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(type.name()).generateKeyPair();
        try (KeyFile file = KeyFile.read(pair.getPrivate().getEncoded(), () -> {
            throw new AssertionError("no passphrase is needed");
        })) {
            assertEquals(type, file.key().type());
            assertEquals(Bytes.adopt(pair.getPublic().getEncoded()), file.key().publicKey());
            assertEquals(type.size(), PrivateKeys.raw(file.key()).length());
        }
    }

    @Test
    void aKeyOfAnotherTypeDoesNotOpen() {
        try (NewKey key = NewKey.generate(KeyType.X25519)) {
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(KeyType.ED25519, key.privateKey()));
        }
    }
}
