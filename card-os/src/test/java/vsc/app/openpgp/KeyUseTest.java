// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vsc.app.openpgp.OpenPgpHost.PW1;
import static vsc.app.openpgp.OpenPgpHost.PW3;
import static vsc.app.openpgp.OpenPgpHost.with;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.card.Host;
import vsc.crypto.KeyType;
import vsc.crypto.PublicKeys;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** Keys that came from elsewhere, and what the card does with them; the JDK is the other side. */
class KeyUseTest {
    private static final Bytes DIGEST_INFO =
            Bytes.hex("3031300D060960864801650304020105000420").concat(Bytes.adopt(new byte[32]));

    @TempDir
    Path folder;

    private OpenPgpHost host;

    @BeforeEach
    void fresh() {
        host = OpenPgpHost.fresh(folder);
        host.verify(0x81, PW1);
        host.verify(0x82, PW1);
        host.verify(0x83, PW3);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Bytes fixed(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] unsigned = new byte[length];
        int copied = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - copied, unsigned, length - copied, copied);
        return Bytes.adopt(unsigned);
    }

    /** The extended header list of a key import. */
    private static Bytes template(int slot, List<Tlv> numbers) {
        Bytes[] lengths = numbers.stream()
                .map(number -> {
                    Bytes whole = number.encode();
                    return whole.slice(0, whole.length() - number.value().length());
                })
                .toArray(Bytes[]::new);
        Bytes[] values = numbers.stream().map(Tlv::value).toArray(Bytes[]::new);
        return Tlv.of(0x4D, Tlv.of(slot, Bytes.EMPTY), Tlv.of(0x7F48, lengths), Tlv.of(0x5F48, values))
                .encode();
    }

    private static List<Tlv> standard(RSAPrivateCrtKey key) {
        return List.of(
                Tlv.of(0x91, fixed(key.getPublicExponent(), 4)),
                Tlv.of(0x92, fixed(key.getPrimeP(), 128)),
                Tlv.of(0x93, fixed(key.getPrimeQ(), 128)));
    }

    private static List<Tlv> crtWithModulus(RSAPrivateCrtKey key) {
        return List.of(
                Tlv.of(0x91, fixed(key.getPublicExponent(), 3)),
                Tlv.of(0x92, fixed(key.getPrimeP(), 128)),
                Tlv.of(0x93, fixed(key.getPrimeQ(), 128)),
                Tlv.of(0x94, fixed(key.getCrtCoefficient(), 128)),
                Tlv.of(0x95, fixed(key.getPrimeExponentP(), 128)),
                Tlv.of(0x96, fixed(key.getPrimeExponentQ(), 128)),
                Tlv.of(0x97, fixed(key.getModulus(), 256)));
    }

    private StatusWord importKey(Bytes template) {
        return host.send(Ins.PUT_DATA, 0x3F, 0xFF, template).sw();
    }

    private static Bytes raw(RSAPublicKey key, Bytes block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return Bytes.adopt(cipher.doFinal(block.toArray()));
    }

    @Test
    void rsaKeysOfEachImportFormatSignAndDecryptInEveryEncoding() throws GeneralSecurityException {
        KeyPair pair = rsa();
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
        assertEquals(StatusWord.OK, importKey(template(0xB6, standard(key))));
        assertEquals(StatusWord.OK, importKey(template(0xB8, crtWithModulus(key))));
        assertEquals("010202020300", host.get("00DE"));
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, publicKey);
        byte[] session = {1, 2, 3, 0, 5};
        Bytes cryptogram = Bytes.of(0).concat(Bytes.adopt(cipher.doFinal(session)));
        for (Host.Encoding encoding : Host.Encoding.values()) {
            host.encoding(encoding);
            ResponseApdu signed = host.send(Ins.PERFORM_SECURITY_OPERATION, 0x9E, 0x9A, DIGEST_INFO);
            assertEquals(StatusWord.OK, signed.sw());
            Bytes padded = raw(publicKey, signed.data());
            assertEquals(Bytes.hex("0001FF"), padded.slice(0, 3));
            assertEquals(DIGEST_INFO, padded.from(256 - DIGEST_INFO.length()));
            ResponseApdu decrypted = host.send(Ins.PERFORM_SECURITY_OPERATION, 0x80, 0x86, cryptogram);
            assertArrayEquals(session, decrypted.data().toArray());
        }
        assertEquals("000003", host.get("0093"));
        assertEquals(
                StatusWord.WRONG_DATA,
                host.send(Ins.PERFORM_SECURITY_OPERATION, 0x9E, 0x9A, Bytes.adopt(new byte[103]))
                        .sw());
        assertEquals("000003", host.get("0093"));
        assertEquals("9000", host.status("00DB3FFF044D02B600"));
        assertEquals("010002020300", host.get("00DE"));
    }

    @Test
    void numbersThatDoNotBelongTogetherAreNoKey() throws GeneralSecurityException {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa().getPrivate();
        List<Tlv> wrongModulus = new ArrayList<>(crtWithModulus(key));
        wrongModulus.set(6, Tlv.of(0x97, fixed(key.getModulus().add(BigInteger.TWO), 256)));
        List<Tlv> wrongPrime = new ArrayList<>(standard(key));
        wrongPrime.set(1, Tlv.of(0x92, fixed(key.getPrimeP().add(BigInteger.TWO), 128)));
        assertEquals(StatusWord.WRONG_DATA, importKey(template(0xB6, wrongModulus)));
        assertEquals(StatusWord.WRONG_DATA, importKey(template(0xB6, wrongPrime)));
        assertEquals(StatusWord.WRONG_DATA, importKey(template(0xB7, standard(key))));
        assertEquals(
                StatusWord.WRONG_DATA, importKey(template(0xB6, standard(key).subList(0, 2))));
        assertEquals("6A80", host.status("00DB3FFF054D02B60000"));
        assertEquals("010002000300", host.get("00DE"));
    }

    /** Bleichenbacher: whatever is wrong with a padding, the answer is the same. */
    @Test
    void mistakesInAPaddingLookAlike() throws GeneralSecurityException {
        KeyPair pair = rsa();
        RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
        assertEquals(StatusWord.OK, importKey(template(0xB8, standard((RSAPrivateCrtKey) pair.getPrivate()))));
        byte[] good = new byte[256];
        Arrays.fill(good, (byte) 0x55);
        good[0] = 0;
        good[1] = 2;
        good[200] = 0;
        assertEquals(55, decipher(publicKey, good).data().length());
        byte[] first = good.clone();
        first[0] = 1;
        byte[] type = good.clone();
        type[1] = 1;
        byte[] endless = good.clone();
        endless[200] = 1;
        byte[] early = good.clone();
        early[9] = 0;
        for (byte[] wrong : List.of(first, type, endless, early)) {
            ResponseApdu answer = decipher(publicKey, wrong);
            assertEquals(ResponseApdu.of(StatusWord.WRONG_DATA), answer);
        }
        byte[] justEnough = good.clone();
        justEnough[10] = 0;
        assertEquals(245, decipher(publicKey, justEnough).data().length());
        byte[] empty = good.clone();
        empty[200] = 1;
        empty[255] = 0;
        assertEquals(ResponseApdu.OK, decipher(publicKey, empty));
    }

    private ResponseApdu decipher(RSAPublicKey key, byte[] block) throws GeneralSecurityException {
        Bytes cryptogram = Bytes.of(0).concat(raw(key, Bytes.adopt(block)));
        return host.send(Ins.PERFORM_SECURITY_OPERATION, 0x80, 0x86, cryptogram);
    }

    @Test
    void keysAgreeAndTheSecurityEnvironmentSaysWhichOneDoes() throws GeneralSecurityException {
        assertEquals("9000", host.put("00C2", "122A8648CE3D030107"));
        assertEquals("9000", host.put("00C3", "132A8648CE3D030107"));
        Bytes dec = point(host.send("0047800002B80000"));
        Bytes aut = point(host.send("0047800002A40000"));
        assertEquals("9000", host.status("002241B803830103"));
        assertEquals("6A80", host.status("002241B803830101"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair other = generator.generateKeyPair();
        Bytes mine = PublicKeys.point(Bytes.adopt(other.getPublic().getEncoded()));
        Bytes command = Tlv.of(0xA6, Tlv.of(0x7F49, Tlv.of(0x86, mine))).encode();
        for (Bytes theirs : List.of(aut, dec)) {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(other.getPrivate());
            agreement.doPhase(PublicKeys.toJdk(KeyType.P_256, PublicKeys.ofPoint(KeyType.P_256, theirs)), true);
            ResponseApdu answer = host.send(Ins.PERFORM_SECURITY_OPERATION, 0x80, 0x86, command);
            assertArrayEquals(agreement.generateSecret(), answer.data().toArray());
            host.ok("002241B803830102");
        }
        assertEquals("6A80", host.status(with("002A8086", "A6027F49") + "00"));
    }

    private static Bytes point(String answer) {
        Bytes data = ResponseApdu.parse(Bytes.hex(answer)).data();
        return Tlv.parseOne(Tlv.parseOne(data, 0x7F49).value(), 0x86).value();
    }

    @Test
    void theAesKeyEnciphersAndDeciphersInCbcMode() throws GeneralSecurityException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        Bytes plain = Bytes.ascii("just three blocks of plain text, no padding whatso");
        Bytes blocks = plain.slice(0, 48);
        assertEquals("6A88", host.status(with("002A8680", blocks.toString()) + "00"));
        assertEquals("9000", host.put("00D5", Bytes.copyOf(key).toString()));
        ResponseApdu enciphered = host.send(Ins.PERFORM_SECURITY_OPERATION, 0x86, 0x80, blocks);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        assertEquals(Bytes.of(2).concat(Bytes.adopt(cipher.doFinal(blocks.toArray()))), enciphered.data());
        assertEquals(
                blocks,
                host.send(Ins.PERFORM_SECURITY_OPERATION, 0x80, 0x86, enciphered.data())
                        .data());
        assertEquals("6A80", host.status(with("002A8680", plain.toString()) + "00"));
    }

    @Test
    void threeCertificatesAreChosenBySelectDataAndReadOneAfterTheOther() {
        String longest = "5A".repeat(2048);
        for (int i = 0; i < 3; i++) {
            host.ok("00A5%02X04066004".formatted(i) + "5C027F21");
            Bytes value = Bytes.hex(i == 2 ? longest : "0%d".formatted(i));
            assertEquals(
                    StatusWord.OK,
                    host.send(Ins.PUT_DATA_EVEN, 0x7F, 0x21, value).sw());
        }
        assertEquals("6A88", host.status("00A50304066004" + "5C027F21"));
        assertEquals(
                StatusWord.WRONG_DATA,
                host.send(Ins.PUT_DATA_EVEN, 0x7F, 0x21, Bytes.hex(longest + "5A"))
                        .sw());
        host.select();
        assertEquals("009000", host.send("00CA7F2100"));
        assertEquals("019000", host.send("00CC7F2100"));
        assertEquals(longest + "9000", host.send("00CC7F2100"));
        assertEquals("6A88", host.send("00CC7F2100"));
    }

    @Test
    void challengesAreAsLongAsTheyAreWantedUpToWhatIsAnnounced() {
        host.encoding(Host.Encoding.EXTENDED);
        assertEquals(16 + 4, host.send("0084000008").length());
        assertTrue(host.send("0084000000").endsWith("9000"));
        assertEquals("6700", host.status("00840000"));
    }
}
