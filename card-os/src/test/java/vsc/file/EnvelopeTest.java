// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.jcajce.JceKEKAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.ObjectId;

class EnvelopeTest {
    private static final Bytes CARD = Bytes.adopt(new byte[16]);
    private static final Bytes PREVIOUS = Bytes.adopt(new byte[32]);
    private static final Binding AREA = Binding.area(CARD, Area.PRIVATE, 7, PREVIOUS);
    private static final Binding OBJECT = Binding.data(CARD, new ObjectId("piv", 0x5FC109), "piv-pin");
    private static final byte[] TEXT = "the content".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final Secret kek = Secret.random(32);
    private final SealingKey guard = SealingKey.generate();

    private Bytes area() {
        return Envelope.seal(kek, AREA, Secret.copyOf(TEXT)).encode();
    }

    private Bytes sealed() {
        return Envelope.sealTo(guard.publicKey(), OBJECT, Secret.copyOf(TEXT)).encode();
    }

    @Test
    void theRightKeyOpensBothForms() {
        assertArrayEquals(TEXT, Envelope.parse(area(), AREA).open(kek).expose());
        Envelope sealed = Envelope.parseSealed(sealed(), OBJECT);
        assertTrue(sealed.isFor(guard.publicKey()));
        assertArrayEquals(TEXT, sealed.open(guard).expose());
    }

    /** Not even where the keys differ, as they always do (SP 800-38D, 8.2). */
    @Test
    void noTwoEnvelopesHaveOneNonce() {
        Set<Bytes> nonces = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            DerReader info = DerReader.ofSequence(area().toArray(), Failure.FILE_ENVELOPE);
            info.raw();
            DerReader data = info.constructed(Der.context(0)).sequence();
            data.raw();
            data.raw();
            DerReader content = data.sequence();
            content.raw();
            DerReader algorithm = content.sequence();
            algorithm.raw();
            nonces.add(algorithm.sequence().octets());
        }
        assertEquals(500, nonces.size());
    }

    @Test
    void anotherKeyOpensNeither() {
        assertThrows(Rejected.class, () -> Envelope.parse(area(), AREA).open(Secret.random(32)));
        Envelope sealed = Envelope.parseSealed(sealed(), OBJECT);
        assertFalse(sealed.isFor(SealingKey.generate().publicKey()));
        assertThrows(Rejected.class, () -> sealed.open(SealingKey.generate()));
    }

    @Test
    void anEnvelopeIsRefusedInAnyOtherPlace() {
        Bytes area = area();
        for (Binding other : List.of(
                Binding.area(CARD, Area.SECRET_KEY, 7, PREVIOUS),
                Binding.area(CARD, Area.PRIVATE, 8, PREVIOUS),
                Binding.area(CARD, Area.PRIVATE, 7, Bytes.adopt(kek.copy().expose())),
                Binding.area(Bytes.ofInt(1, 16), Area.PRIVATE, 7, PREVIOUS))) {
            assertEquals(
                    Failure.FILE_ENVELOPE,
                    assertThrows(Rejected.class, () -> Envelope.parse(area, other))
                            .failure());
        }
        Bytes sealed = sealed();
        for (Binding other : List.of(
                Binding.key(CARD, new ObjectId("piv", 0x5FC109), "piv-pin"),
                Binding.data(CARD, new ObjectId("piv", 0x5FC10A), "piv-pin"),
                Binding.data(CARD, new ObjectId("piv", 0x5FC109), "open"))) {
            assertThrows(Rejected.class, () -> Envelope.parseSealed(sealed, other));
        }
    }

    @Test
    void noBitCanBeChangedInEitherForm() {
        Bytes area = area();
        flipEach(area, flipped -> Envelope.parse(flipped, AREA).open(kek));
        Bytes sealed = sealed();
        flipEach(sealed, flipped -> {
            Envelope parsed = Envelope.parseSealed(flipped, OBJECT);
            Rejected.unless(parsed.isFor(guard.publicKey()), Failure.FILE_ENVELOPE, "is for another");
            parsed.open(guard);
        });
    }

    private static void flipEach(Bytes encoded, java.util.function.Consumer<Bytes> open) {
        for (int bit = 0; bit < encoded.length() * 8; bit++) {
            byte[] flipped = encoded.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(Rejected.class, () -> open.accept(Bytes.adopt(flipped)), "bit " + bit);
        }
    }

    @Test
    void bouncyCastleOpensAnArea() throws Exception {
        assertArrayEquals(
                TEXT,
                content(
                        area(),
                        new JceKEKAuthEnvelopedRecipient(new SecretKeySpec(kek.expose(), "AES"))
                                .setProvider(new BouncyCastleProvider())));
    }

    @Test
    void bouncyCastleOpensASealedObject() throws Exception {
        PrivateKey key = KeyFactory.getInstance("EC", new BouncyCastleProvider())
                .generatePrivate(new PKCS8EncodedKeySpec(guard.privateKey().expose()));
        assertArrayEquals(
                TEXT,
                content(sealed(), new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(new BouncyCastleProvider())));
    }

    private static byte[] content(Bytes envelope, Recipient recipient) throws Exception {
        CMSAuthEnvelopedData data = new CMSAuthEnvelopedData(envelope.toArray());
        assertEquals(1, data.getRecipientInfos().size());
        return data.getRecipientInfos().getRecipients().iterator().next().getContent(recipient);
    }

    @Test
    void theBindingCanBeReadInTheAttributes() throws Exception {
        ASN1Sequence binding = ASN1Sequence.getInstance(new CMSAuthEnvelopedData(area().toArray())
                .getAuthAttrs()
                .get(new ASN1ObjectIdentifier("2.25.148978096778025420941266153350560823777"))
                .getAttrValues()
                .getObjectAt(0));
        assertEquals(
                CARD,
                Bytes.adopt(ASN1OctetString.getInstance(binding.getObjectAt(0)).getOctets()));
        assertEquals("[area, private]", binding.getObjectAt(1).toString());
    }

    @Test
    void openSslOpensAnArea() throws Exception {
        Path file = Files.write(folder.resolve("area.der"), area().toArray());
        assertArrayEquals(
                TEXT,
                Tools.run(List.of(
                        "openssl",
                        "cms",
                        "-decrypt",
                        "-inform",
                        "DER",
                        "-in",
                        file.toString(),
                        "-binary",
                        "-secretkey",
                        HexFormat.of().formatHex(kek.expose()),
                        "-secretkeyid",
                        AREA.keyId().toString())));
    }

    @Test
    void openSslOpensASealedObject() throws Exception {
        Path file = Files.write(folder.resolve("object.der"), sealed().toArray());
        Path key = Files.write(folder.resolve("key.der"), guard.privateKey().expose());
        assertArrayEquals(
                TEXT,
                Tools.run(List.of(
                        "openssl",
                        "cms",
                        "-decrypt",
                        "-inform",
                        "DER",
                        "-in",
                        file.toString(),
                        "-binary",
                        "-keyform",
                        "DER",
                        "-inkey",
                        key.toString())));
    }
}
