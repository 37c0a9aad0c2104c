// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vsc.iso.Bytes;
import vsc.iso.Seed;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class EcEnginesTest {
    private final Random random = Seed.random();

    private Bytes random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.adopt(bytes);
    }

    private static BigInteger order(KeyType type) {
        return Curves.domain(type).getN();
    }

    private static void assertVerified(NewKey pair, Bytes hash, Bytes signature) throws Exception {
        PublicKey key = PublicKeys.toJdk(pair.type(), pair.publicKey());
        List<Signature> verifiers = List.of(
                Signature.getInstance("NONEwithECDSA"), Signature.getInstance("NONEwithECDSA", Engines.provider()));
        for (Signature verifier : verifiers) {
            verifier.initVerify(key);
            verifier.update(hash.toArray());
            assertTrue(verifier.verify(signature.toArray()), () -> verifier.getProvider() + " " + Seed.hint());
        }
        assertTrue(bouncyCastleVerifies(pair, hash, signature), Seed::hint);
    }

    private static boolean bouncyCastleVerifies(NewKey pair, Bytes hash, Bytes signature) throws Exception {
        KeyType type = pair.type();
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(
                false,
                new ECPublicKeyParameters(Curves.point(type, PublicKeys.point(pair.publicKey())), Curves.domain(type)));
        BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order(type), signature.toArray());
        return verifier.verifySignature(hash.toArray(), numbers[0], numbers[1]);
    }

    /** Shorter than the order, as long, and longer, which is cut (FIPS 186-5, 6.4.1). */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void everyoneVerifiesTheSignaturesOfBothForEveryLengthOfHash(KeyType type) throws Exception {
        try (NewKey pair = EcKeys.generate(type)) {
            for (KeyEngine engine : Engines.BOTH) {
                EcKey key = EcKey.open(type, pair.privateKey(), engine);
                for (int length = 1; length <= 64; length++) {
                    Bytes hash = random(length);
                    assertVerified(pair, hash, key.sign(hash));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void hashesAndKeysAtTheEdgeAreSigned(KeyType type) throws Exception {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);
        BigInteger last = order(type).subtract(BigInteger.ONE);
        for (BigInteger scalar : List.of(BigInteger.ONE, BigInteger.TWO, last)) {
            try (NewKey pair = EcKeys.fromScalar(type, scalar)) {
                for (KeyEngine engine : Engines.BOTH) {
                    EcKey key = EcKey.open(type, pair.privateKey(), engine);
                    for (int length : new int[] {1, 20, 32, 48, 64}) {
                        Bytes zeros = Bytes.adopt(new byte[length]);
                        assertVerified(pair, zeros, key.sign(zeros));
                        assertVerified(pair, Bytes.copyOf(ones, 0, length), key.sign(Bytes.copyOf(ones, 0, length)));
                    }
                }
            }
        }
    }

    /** Or the tests above would prove nothing. */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void aSignatureOfAnotherHashIsNotVerified(KeyType type) throws Exception {
        try (NewKey pair = EcKeys.generate(type)) {
            Bytes signature =
                    EcKey.open(type, pair.privateKey(), Engines.NATIVE).sign(random(32));
            assertFalse(bouncyCastleVerifies(pair, random(32), signature));
        }
    }

    /** The portable nonce follows from key and hash (RFC 6979); into the native one chance is mixed. */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void onlyPortableSignaturesRepeat(KeyType type) {
        try (NewKey pair = EcKeys.generate(type)) {
            Bytes hash = random(32);
            EcKey portable = EcKey.open(type, pair.privateKey(), Engines.PORTABLE);
            EcKey other = EcKey.open(type, pair.privateKey(), Engines.NATIVE);
            assertEquals(portable.sign(hash), portable.sign(hash));
            assertFalse(other.sign(hash).equals(other.sign(hash)));
        }
    }

    /** Enough of them to meet a coordinate that begins with zeros. */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void bothAgreeOnTheSameSecrets(KeyType type) {
        boolean zeros = false;
        try (NewKey pair = EcKeys.fromScalar(type, new BigInteger(200, random))) {
            EcKey portable = EcKey.open(type, pair.privateKey(), Engines.PORTABLE);
            EcKey other = EcKey.open(type, pair.privateKey(), Engines.NATIVE);
            for (int i = 0; i < 3000 && !(zeros && i > 300); i++) {
                Bytes point = publicPoint(type, new BigInteger(type.size() * 8, random));
                Bytes secret = portable.agree(point);
                assertEquals(secret, other.agree(point), Seed::hint);
                assertEquals(type.size(), secret.length());
                zeros |= secret.at(0) == 0;
            }
        }
        assertTrue(zeros, Seed::hint);
    }

    private static Bytes publicPoint(KeyType type, BigInteger random) {
        try (NewKey other = EcKeys.fromScalar(type, random.mod(order(type)).max(BigInteger.ONE))) {
            return PublicKeys.point(other.publicKey());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void scalarsAtTheEdgeAgreeToo(KeyType type) {
        BigInteger last = order(type).subtract(BigInteger.ONE);
        for (BigInteger scalar : List.of(BigInteger.ONE, BigInteger.TWO, last)) {
            try (NewKey pair = EcKeys.fromScalar(type, scalar)) {
                for (BigInteger other : List.of(BigInteger.ONE, last, new BigInteger(200, random))) {
                    Bytes point = publicPoint(type, other);
                    assertEquals(
                            EcKey.open(type, pair.privateKey(), Engines.PORTABLE)
                                    .agree(point),
                            EcKey.open(type, pair.privateKey(), Engines.NATIVE).agree(point));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void bothRefuseWhatIsNoPointOfTheCurveAndGoOn(KeyType type) {
        int size = type.size();
        try (NewKey pair = EcKeys.generate(type);
                NewKey stranger = EcKeys.generate(type == KeyType.P_256 ? KeyType.P_384 : KeyType.P_256)) {
            Bytes point = publicPoint(type, new BigInteger(200, random));
            Bytes x = point.slice(1, 1 + size);
            Bytes y = point.from(1 + size);
            for (KeyEngine engine : Engines.BOTH) {
                EcKey key = EcKey.open(type, pair.privateKey(), engine);
                Bytes before = key.agree(point);
                Refusal.ofData("empty", () -> key.agree(Bytes.EMPTY));
                Refusal.ofData("infinity", () -> key.agree(Bytes.of(0)));
                Refusal.ofData("zeros", () -> key.agree(Bytes.of(4).concat(Bytes.adopt(new byte[2 * size]))));
                Refusal.ofData("not on the curve", () -> key.agree(Bytes.of(4).concat(y, x)));
                Refusal.ofData(
                        "compressed",
                        () -> key.agree(Bytes.of(2 + (y.at(size - 1) & 1)).concat(x)));
                Refusal.ofData("one byte short", () -> key.agree(point.slice(0, 2 * size)));
                Refusal.ofData("of another curve", () -> key.agree(PublicKeys.point(stranger.publicKey())));
                assertEquals(before, key.agree(point));
            }
        }
    }

    /** The native operation is safe by itself, and not only because the point was checked before. */
    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void theNativeLibraryRefusesAForeignPointItself(KeyType type) {
        try (NewKey pair = EcKeys.generate(type)) {
            KeyEngine.Ec operations = Engines.NATIVE.open(type, pair.privateKey());
            ECPoint point = Curves.point(type, publicPoint(type, new BigInteger(200, random)));
            ECPoint swapped = Curves.domain(type)
                    .getCurve()
                    .createPoint(
                            point.getAffineYCoord().toBigInteger(),
                            point.getAffineXCoord().toBigInteger());
            assertThrows(GeneralSecurityException.class, () -> operations.agree(swapped));
        }
    }
}
