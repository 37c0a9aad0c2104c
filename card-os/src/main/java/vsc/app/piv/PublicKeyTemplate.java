// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import vsc.crypto.KeyType;
import vsc.crypto.PublicKeys;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/** The data objects of a public key (SP 800-73-4 part 2, table 10): 81 modulus and 82 exponent, or 86 point. */
public final class PublicKeyTemplate {
    private PublicKeyTemplate() {}

    /**
     * @param publicKey SubjectPublicKeyInfo
     */
    static Bytes of(KeyType type, Bytes publicKey) {
        return type.isRsa()
                ? Tlv.encodeAll(List.of(
                        Tlv.of(0x81, PublicKeys.modulus(publicKey)), Tlv.of(0x82, PublicKeys.exponent(publicKey))))
                : Tlv.of(0x86, PublicKeys.point(publicKey)).encode();
    }
}
