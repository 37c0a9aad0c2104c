// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.iso.Bytes;
import vsc.iso.Tlv;

/** An ECDSA signature in the form that the card gives it: r and s one after the other. */
final class EcdsaSignature {
    private static final int SEQUENCE = 0x30;

    private EcdsaSignature() {}

    /**
     * @param der ECDSA-Sig-Value (RFC 5480)
     * @param size bytes of a coordinate
     */
    static Bytes plain(Bytes der, int size) {
        return Bytes.EMPTY.concat(Tlv.parseOne(der, SEQUENCE).children().stream()
                .map(number -> fixed(number.value(), size))
                .toArray(Bytes[]::new));
    }

    private static Bytes fixed(Bytes number, int size) {
        int extra = number.length() - size;
        return extra > 0 ? number.from(extra) : Bytes.adopt(new byte[-extra]).concat(number);
    }
}
