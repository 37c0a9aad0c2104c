// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.card.TestCard;
import vsc.crypto.KeyType;
import vsc.crypto.PublicKeys;
import vsc.crypto.SignatureInput;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/** Keys that were made on the card, judged by the JDK. */
class KeyUseTest {
    private static final Bytes MESSAGE = Bytes.ascii("to whom it may concern");

    @TempDir
    Path folder;

    private TestCard card;
    private PivHost piv;

    @BeforeEach
    void open() {
        card = TestCard.fresh(folder);
        piv = new PivHost(card.card());
        piv.authenticate();
    }

    @AfterEach
    void close() {
        card.close();
    }

    private static PublicKey publicKey(KeyType type, Bytes template) {
        List<Tlv> fields = Tlv.parseAll(template);
        return PublicKeys.toJdk(
                type,
                type.isRsa()
                        ? PublicKeys.ofRsa(
                                Tlv.find(fields, 0x81).orElseThrow(),
                                Tlv.find(fields, 0x82).orElseThrow())
                        : PublicKeys.ofPoint(type, Tlv.find(fields, 0x86).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "9A, 07, RSA_2048, SHA256withRSA",
        "9C, 11, P_256, SHA256withECDSA",
        "9D, 14, P_384, SHA384withECDSA",
        "9E, 07, RSA_2048, SHA256withRSA",
        "82, 11, P_256, SHA256withECDSA",
        "95, 14, P_384, SHA384withECDSA",
    })
    void signaturesVerify(String slot, String algorithm, KeyType type, String name) throws Exception {
        int reference = Integer.parseInt(slot, 16);
        int identifier = Integer.parseInt(algorithm, 16);
        Signature verifier = Signature.getInstance(name);
        verifier.initVerify(publicKey(type, piv.generate(reference, identifier)));
        piv.verify();
        Bytes signature = piv.use(reference, identifier, 0x81, SignatureInput.of(type, MESSAGE));
        verifier.update(MESSAGE.toArray());
        assertTrue(verifier.verify(signature.toArray()));
    }

    @ParameterizedTest
    @CsvSource({"11, P_256, secp256r1", "14, P_384, secp384r1"})
    void bothSidesAgree(String algorithm, KeyType type, String curve) throws Exception {
        int identifier = Integer.parseInt(algorithm, 16);
        PublicKey ours = publicKey(type, piv.generate(0x9D, identifier));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair theirs = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(theirs.getPrivate());
        agreement.doPhase(ours, true);
        ECPublicKey point = (ECPublicKey) theirs.getPublic();
        piv.verify();
        assertEquals(
                Bytes.adopt(agreement.generateSecret()),
                piv.use(0x9D, identifier, 0x85, PublicKeys.point(Bytes.adopt(point.getEncoded()))));
    }

    @Test
    void whatTheJdkEncryptsComesOut() throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, publicKey(KeyType.RSA_2048, piv.generate(0x9D, 0x07)));
        Bytes encrypted = Bytes.adopt(cipher.doFinal(MESSAGE.toArray()));
        piv.verify();
        Bytes block = piv.use(0x9D, 0x07, 0x81, encrypted);
        assertEquals("0002", block.slice(0, 2).toString());
        assertEquals(Bytes.of(0).concat(MESSAGE), block.from(255 - MESSAGE.length()));
    }

    /** A key is as durable as the answer to the command that made it. */
    @Test
    void keysOutliveTheirProcess() throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(publicKey(KeyType.P_256, piv.generate(0x9A, 0x11)));
        card = card.reopen();
        piv = new PivHost(card.card());
        piv.verify();
        verifier.update(MESSAGE.toArray());
        assertTrue(verifier.verify(piv.use(0x9A, 0x11, 0x81, SignatureInput.of(KeyType.P_256, MESSAGE))
                .toArray()));
    }

    /** A reset by one channel leaves nothing of the old secrets open on another one. */
    @Test
    void aResetClosesTheOtherChannels() {
        piv.generate(0x9A, 0x11);
        piv.ok("00DB3FFF085C035FC109530142");
        piv.verify();
        piv.ok("00700001");
        piv.ok("01A4040C05A000000308");
        for (int i = 0; i < 3; i++) {
            piv.send("0120008008FFFFFFFFFFFFFFFF");
            piv.send("012C008010FFFFFFFFFFFFFFFF313233343536FFFF");
        }
        piv.ok("01FB0000");
        assertEquals("6A88", piv.send("00F7009A00"));
        System.out.println("ZZZ " + piv.send("00FA0505"));
        System.out.println("ZZZ " + piv.send("00DB3FFF085C035FC109530143"));
        System.out.println("ZZZ " + piv.send("0047009A05AC0380011100"));
        piv.select();
        piv.verify();
        piv.authenticate();
        piv.ok("00DB3FFF085C035FC109530144");
        piv.generate(0x9A, 0x11);
        piv.use(0x9A, 0x11, 0x81, SignatureInput.of(KeyType.P_256, MESSAGE));
        assertEquals("5301449000", piv.send("00CB3FFF055C035FC10900"));
        assertEquals(0, card.card().unexpectedErrors());
        card = card.reopen();
        piv = new PivHost(card.card());
        piv.verify();
        piv.use(0x9A, 0x11, 0x81, SignatureInput.of(KeyType.P_256, MESSAGE));
        assertEquals("5301449000", piv.send("00CB3FFF055C035FC10900"));
    }
}
