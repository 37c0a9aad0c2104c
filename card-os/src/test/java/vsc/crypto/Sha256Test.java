// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vsc.iso.Bytes;

class Sha256Test {
    @Test
    void partsAreHashedAsOne() {
        Bytes expected = Bytes.hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertEquals(expected, Sha256.hash(Bytes.ascii("abc")));
        assertEquals(expected, Sha256.hash(Bytes.ascii("a"), Bytes.ascii("bc")));
    }

    /** RFC 4231, 4.3. */
    @Test
    void agreesWithTheVectorOfHmac() {
        Bytes tag;
        try (Secret key = Secret.adopt(Bytes.ascii("Jefe").toArray())) {
            tag = Sha256.hmac(key, Bytes.ascii("what do ya want "), Bytes.ascii("for nothing?"));
        }
        assertEquals(Bytes.hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"), tag);
        assertTrue(Sha256.isEqual(tag, tag));
        assertFalse(Sha256.isEqual(tag, tag.slice(0, 31)));
    }
}
