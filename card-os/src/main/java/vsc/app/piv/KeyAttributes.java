// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;

/** What PIV remembers of a key beside the key. */
public record KeyAttributes(PinPolicy pinPolicy, TouchPolicy touchPolicy, boolean generated) {
    private static final int POLICIES = 0x02;
    private static final int ORIGIN = 0x03;
    private static final int GENERATED = 1;
    private static final int IMPORTED = 2;

    public static KeyAttributes of(KeyRecord key) {
        List<Tlv> tlvs = Tlv.parseAll(key.attributes());
        Bytes policies = Tlv.find(tlvs, POLICIES).orElseThrow();
        return new KeyAttributes(
                PinPolicy.find(policies.at(0)).orElseThrow(),
                TouchPolicy.find(policies.at(1)).orElseThrow(),
                Tlv.find(tlvs, ORIGIN).orElseThrow().at(0) == GENERATED);
    }

    /** The TLVs that metadata shows; the form in which they are stored, too. */
    Bytes encode() {
        return Tlv.encodeAll(List.of(
                Tlv.of(POLICIES, Bytes.of(pinPolicy.value(), touchPolicy.value())),
                Tlv.of(ORIGIN, Bytes.of(generated ? GENERATED : IMPORTED))));
    }
}
