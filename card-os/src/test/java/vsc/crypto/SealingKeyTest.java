// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;

class SealingKeyTest {
    private static final Bytes INFO = Bytes.ascii("info");

    private final SealingKey one = SealingKey.generate();
    private final SealingKey other = SealingKey.generate();

    private static Bytes agree(SealingKey key, Bytes point, Bytes info) throws GeneralSecurityException {
        try (Secret shared = key.agree(point, info)) {
            return Bytes.copyOf(shared.expose());
        }
    }

    @Test
    void bothSidesAgree() throws Exception {
        Bytes shared = agree(one, SealingKey.point(other.publicKey()), INFO);
        assertEquals(shared, agree(other, SealingKey.point(one.publicKey()), INFO));
        assertNotEquals(shared, agree(one, SealingKey.point(other.publicKey()), Bytes.EMPTY));
    }

    @Test
    void theJdkAgreesToo() throws Exception {
        KeyFactory factory = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(
                factory.generatePrivate(new PKCS8EncodedKeySpec(one.privateKey().expose())));
        agreement.doPhase(
                factory.generatePublic(new X509EncodedKeySpec(other.publicKey().toArray())), true);
        MessageDigest kdf = MessageDigest.getInstance("SHA-256");
        kdf.update(agreement.generateSecret());
        kdf.update(new byte[] {0, 0, 0, 1});
        assertEquals(Bytes.adopt(kdf.digest(INFO.toArray())), agree(one, SealingKey.point(other.publicKey()), INFO));
    }

    @Test
    void aKeyComesBackFromItsEncoding() {
        SealingKey again = SealingKey.open(one.privateKey());
        assertEquals(one.publicKey(), again.publicKey());
        assertTrue(SealingKey.isPublicKey(again.publicKey()));
    }

    @Test
    void aPointOffTheCurveIsRefused() {
        Bytes point = SealingKey.point(other.publicKey());
        Bytes off = point.slice(0, 64).concat(Bytes.of(point.at(64) ^ 1));
        for (Bytes bad : new Bytes[] {off, Bytes.of(0), Bytes.EMPTY, point.slice(0, 33), point.concat(Bytes.of(0))}) {
            assertThrows(GeneralSecurityException.class, () -> one.agree(bad, INFO));
        }
        assertFalse(SealingKey.isPublicKey(other.publicKey().slice(0, 26).concat(off)));
        assertFalse(SealingKey.isPublicKey(Bytes.EMPTY));
    }

    @Test
    void whatIsNotAPrivateKeyIsRefused() throws Exception {
        byte[] good = one.privateKey().expose();
        byte[] zero = good.clone();
        Arrays.fill(zero, zero.length - 32, zero.length, (byte) 0);
        byte[] beyondTheOrder = good.clone();
        Arrays.fill(beyondTheOrder, good.length - 32, good.length, (byte) 0xFF);
        byte[] prefix = good.clone();
        prefix[0] ^= 1;
        for (byte[] bad : new byte[][] {zero, beyondTheOrder, prefix, {}, Arrays.copyOf(good, 40)}) {
            assertThrows(IllegalArgumentException.class, () -> SealingKey.open(Secret.copyOf(bad)));
        }
    }

    @Test
    void aClosedKeyIsWiped() {
        Secret encoded = one.privateKey();
        one.close();
        assertEquals(Bytes.adopt(new byte[encoded.length()]), Bytes.copyOf(encoded.expose()));
    }
}
