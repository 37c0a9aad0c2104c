// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Random;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.iso.Bytes;
import vsc.iso.Seed;
import vsc.iso.Tlv;

class EcKeyTest {
    private static EcKey open(NewKey pair) {
        return (EcKey) CardKey.open(pair.type(), pair.privateKey());
    }

    private static EcKey of(KeyType type, String scalar) {
        return open(KeyImport.ec(type, Bytes.hex(scalar)));
    }

    /** RFC 6979, A.2.5 and A.2.6: "sample" with SHA-256. */
    @ParameterizedTest
    @CsvSource({
        "P_256,"
                + "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
                + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "P_384,"
                + "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5,"
                + "21B13D1E013C7FA1392D03C5F99AF8B30C570C6F98D4EA8E354B63A21D3DAA33BDE1E888E63355D92FA2B3C36D8FB2CD,"
                + "F3AA443FB107745BF4BD77CB3891674632068A10CA67E3D45DB2266FA7D1FEEBEFDC63ECCD1AC42EC0CB8668A4FA0AB0",
    })
    void signsTheVectorsOfRfc6979(KeyType type, String scalar, String r, String s) {
        Bytes hash = SignatureInput.of(KeyType.P_256, Bytes.ascii("sample"));
        Bytes sequence = Tlv.parseOne(of(type, scalar).sign(hash), 0x30).value();
        assertEquals(
                number(r), new BigInteger(Tlv.parseAll(sequence).get(0).value().toArray()));
        assertEquals(
                number(s), new BigInteger(Tlv.parseAll(sequence).get(1).value().toArray()));
    }

    private static BigInteger number(String digits) {
        return new BigInteger(digits, 16);
    }

    /** Shorter than the order, as long, and longer, which is cut (FIPS 186-5, 6.4.1). */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void signaturesVerifyForEveryLengthOfHash(KeyType type) throws Exception {
        Random random = Seed.random();
        try (NewKey pair = NewKey.generate(type)) {
            Signature verifier = Signature.getInstance("NONEwithECDSA");
            verifier.initVerify(PublicKeys.toJdk(type, pair.publicKey()));
            for (int length = 1; length <= 64; length++) {
                byte[] hash = new byte[length];
                random.nextBytes(hash);
                verifier.update(hash);
                assertTrue(verifier.verify(open(pair).sign(Bytes.copyOf(hash)).toArray()), Seed::hint);
            }
            verifier.update(new byte[32]);
            assertTrue(
                    verifier.verify(open(pair).sign(Bytes.adopt(new byte[32])).toArray()));
        }
    }

    @Test
    void refusesNoHashAndWhatIsLongerThanAny() {
        try (NewKey pair = NewKey.generate(KeyType.P_256)) {
            Refusal.ofData(() -> open(pair).sign(Bytes.EMPTY));
            Refusal.ofData(() -> open(pair).sign(Bytes.adopt(new byte[65])));
        }
    }

    /** NIST CAVS 14.1, ECC CDH, P-256, count 0. */
    @Test
    void agreesAsTheCdhVectorSays() {
        EcKey key = of(KeyType.P_256, "7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534");
        Bytes point = Bytes.hex("04700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"
                + "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac");
        assertEquals(Bytes.hex("46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b"), key.agree(point));
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void agreesWithTheJdk(KeyType type) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (NewKey here = NewKey.generate(type);
                    NewKey there = NewKey.generate(type)) {
                KeyAgreement jdk = KeyAgreement.getInstance("ECDH");
                jdk.init(KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(there.privateKey().expose())));
                jdk.doPhase(PublicKeys.toJdk(type, here.publicKey()), true);
                assertEquals(Bytes.adopt(jdk.generateSecret()), open(here).agree(PublicKeys.point(there.publicKey())));
            }
        }
    }

    /** Invalid-curve attacks: a point that is not on the curve would give away the key bit by bit. */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void refusesWhatIsNoPointOfTheCurve(KeyType type) throws Exception {
        try (NewKey pair = NewKey.generate(type);
                NewKey other = NewKey.generate(type);
                NewKey stranger = NewKey.generate(type == KeyType.P_256 ? KeyType.P_384 : KeyType.P_256)) {
            EcKey key = open(pair);
            Bytes point = PublicKeys.point(other.publicKey());
            int half = type.size();
            Bytes x = point.slice(1, 1 + half);
            Bytes y = point.from(1 + half);
            ECPublicKey jdk = (ECPublicKey) PublicKeys.toJdk(type, other.publicKey());
            BigInteger p = ((ECFieldFp) jdk.getParams().getCurve().getField()).getP();
            Refusal.ofData("empty", () -> key.agree(Bytes.EMPTY));
            Refusal.ofData("infinity", () -> key.agree(Bytes.of(0)));
            Refusal.ofData("zeros", () -> key.agree(Bytes.of(4).concat(Bytes.adopt(new byte[2 * half]))));
            Refusal.ofData("not on the curve", () -> key.agree(Bytes.of(4).concat(y, x)));
            Refusal.ofData("y changed", () -> key.agree(changed(point, 2 * half)));
            Refusal.ofData("x changed", () -> key.agree(changed(point, half)));
            Refusal.ofData(
                    "compressed",
                    () -> key.agree(Bytes.of(2 + (y.at(half - 1) & 1)).concat(x)));
            Refusal.ofData(
                    "hybrid", () -> key.agree(Bytes.of(6 + (y.at(half - 1) & 1)).concat(x, y)));
            Refusal.ofData("no form", () -> key.agree(Bytes.of(5).concat(x, y)));
            Refusal.ofData("without its form", () -> key.agree(x.concat(y)));
            Refusal.ofData("one byte short", () -> key.agree(point.slice(0, 2 * half)));
            Refusal.ofData("one byte more", () -> key.agree(point.concat(Bytes.of(0))));
            Refusal.ofData("x is p", () -> key.agree(Bytes.of(4).concat(fixed(p, half), y)));
            Refusal.ofData("y is p", () -> key.agree(Bytes.of(4).concat(x, fixed(p, half))));
            Refusal.ofData("of another curve", () -> key.agree(PublicKeys.point(stranger.publicKey())));
        }
    }

    private static Bytes changed(Bytes point, int at) {
        return point.slice(0, at).concat(Bytes.of(point.at(at) ^ 1), point.from(at + 1));
    }

    private static Bytes fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        return Bytes.copyOf(bytes, bytes.length - length, length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P_256", "P_384"})
    void opensOnlyKeysOfItsCurve(String curve) {
        KeyType type = KeyType.valueOf(curve);
        try (NewKey other = NewKey.generate(type == KeyType.P_256 ? KeyType.P_384 : KeyType.P_256);
                Secret garbage = Secret.random(100)) {
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(type, other.privateKey()));
            assertThrows(IllegalArgumentException.class, () -> CardKey.open(type, garbage));
        }
    }
}
