// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.KeyType;
import vsc.iso.Bytes;

/** The curves and their names (4.4.3.9): an algorithm, which depends on what the key is for, and an object identifier. */
enum CurveName {
    P_256(KeyType.P_256, "2A8648CE3D030107"),
    P_384(KeyType.P_384, "2B81040022");

    private static final int ECDH = 0x12;
    private static final int ECDSA = 0x13;

    private final KeyType type;
    private final String oid;

    /**
     * @param oid in hexadecimal, without tag and length
     */
    CurveName(KeyType type, String oid) {
        this.type = type;
        this.oid = oid;
    }

    KeyType type() {
        return type;
    }

    /** Whether a key in this slot can be on the curve. */
    boolean fits(KeySlot slot) {
        return true;
    }

    Bytes attributes(KeySlot slot) {
        return Bytes.of(slot == KeySlot.DECRYPTION ? ECDH : ECDSA).concat(Bytes.hex(oid));
    }
}
