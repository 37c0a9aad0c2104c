// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.CardKey;
import vsc.crypto.EcKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** What a key signs (7.2.10): a DigestInfo, which the card pads, or for a curve the bare hash. */
final class SignatureInput {
    private SignatureInput() {}

    /**
     * @return as long as the modulus, or r and s, each as long as a coordinate
     * @throws CardError 6A80 for data that the key does not take
     */
    static Bytes sign(CardKey key, Bytes data) {
        CardError.unless(!data.isEmpty(), StatusWord.WRONG_DATA);
        if (key instanceof RsaKey rsa) {
            return rsa.apply(Pkcs1Padding.forSignature(data, rsa.type().size()));
        }
        if (key instanceof EcKey ec) {
            return EcdsaSignature.plain(ec.sign(data), ec.type().size());
        }
        throw new CardError(StatusWord.WRONG_DATA);
    }
}
