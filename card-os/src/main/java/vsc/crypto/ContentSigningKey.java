// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/**
 * The key by which an issuer signs what stands on its cards.
 *
 * @param certificate of the key, in DER
 */
public record ContentSigningKey(CardKey key, Bytes certificate) {
    /**
     * @param file with a certificate of its key first
     */
    public static ContentSigningKey of(KeyFile file) {
        return new ContentSigningKey(
                CardKey.open(file.key().type(), file.key().privateKey()),
                file.certificates().get(0));
    }

    /** What {@link SignatureInput} makes of a message, signed. */
    Bytes sign(Bytes input) {
        if (key instanceof EcKey curve) {
            return curve.sign(input);
        }
        if (key instanceof RsaKey rsa) {
            return rsa.apply(input);
        }
        throw new CardError(StatusWord.WRONG_DATA);
    }
}
