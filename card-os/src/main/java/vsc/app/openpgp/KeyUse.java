// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Optional;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.EcKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/** PERFORM SECURITY OPERATION, INTERNAL AUTHENTICATE and MANAGE SECURITY ENVIRONMENT (7.2.10 to 7.2.13, 7.2.18). */
final class KeyUse {
    private static final int SIGN = 0x9E9A;
    private static final int DECIPHER = 0x8086;
    private static final int ENCIPHER = 0x8680;
    private static final int SET_FOR_DECIPHER = 0x41B8;
    private static final int SET_FOR_AUTHENTICATE = 0x41A4;

    private static final int RSA_INDICATOR = 0x00;
    private static final int AES_INDICATOR = 0x02;
    private static final int CIPHER_DATA = 0xA6;
    private static final int PUBLIC_KEY = 0x7F49;
    private static final int POINT = 0x86;

    private final ObjectStore store;
    private final SecurityStatus status;
    private KeySlot forDecipher = KeySlot.DECRYPTION;
    private KeySlot forAuthenticate = KeySlot.AUTHENTICATION;

    KeyUse(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /**
     * @throws CardError 6A86 for another operation, 6982 before VERIFY of PW1, 6A88 without a key, 6A80 for data that the key
     *     does not take
     */
    ResponseApdu operation(CommandApdu c) {
        return ResponseApdu.of(
                switch (c.p1p2()) {
                    case SIGN -> sign(c.data());
                    case DECIPHER -> decipher(c.data());
                    case ENCIPHER -> Bytes.of(AES_INDICATOR).concat(AesCbc.encrypt(aesKey(), c.data()));
                    default -> throw new CardError(StatusWord.WRONG_P1_P2);
                });
    }

    /** The signature is counted before it leaves the card. */
    private Bytes sign(Bytes data) {
        Bytes signature = SignatureInput.sign(open(KeySlot.SIGNATURE.id(), Password.PW1_SIGNATURE), data);
        SignatureCounter.count(store);
        if (!SignatureCounter.severalPerPassword(store)) {
            status.forget(Password.PW1_SIGNATURE);
        }
        return signature;
    }

    /** RSA as 00 and cryptogram, key agreement as A6 { 7F49 { 86 point } }, AES as 02 and cryptogram (7.2.11). */
    private Bytes decipher(Bytes data) {
        status.require(Access.PW1);
        CardError.unless(!data.isEmpty(), StatusWord.WRONG_DATA);
        if (data.at(0) == AES_INDICATOR) {
            return AesCbc.decrypt(aesKey(), data.from(1));
        }
        CardKey key = open(forDecipher.id(), Password.PW1);
        if (key instanceof RsaKey rsa) {
            CardError.unless(data.at(0) == RSA_INDICATOR, StatusWord.WRONG_DATA);
            return Pkcs1Padding.removeFromCiphertext(rsa.apply(data.from(1)));
        }
        return agree(key, data);
    }

    private static Bytes agree(CardKey key, Bytes data) {
        Optional<Bytes> point = Tlv.find(Tlv.parseOne(data, CIPHER_DATA).children(), PUBLIC_KEY)
                .flatMap(value -> Tlv.find(Tlv.parseAll(value), POINT));
        CardError.unless(point.isPresent(), StatusWord.WRONG_DATA);
        if (key instanceof EcKey ec) {
            return ec.agree(point.get());
        }
        throw new CardError(StatusWord.WRONG_DATA);
    }

    /** Signs what the host wants signed, without counting (7.2.13). */
    ResponseApdu internalAuthenticate(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        return ResponseApdu.of(SignatureInput.sign(open(forAuthenticate.id(), Password.PW1), c.data()));
    }

    /**
     * Has the decryption key authenticate, or the authentication key decipher, until the application is selected anew.
     *
     * @throws CardError 6A86 for another template, 6A80 for another key
     */
    ResponseApdu manageSecurityEnvironment(CommandApdu c) {
        CardError.unless(c.p1p2() == SET_FOR_DECIPHER || c.p1p2() == SET_FOR_AUTHENTICATE, StatusWord.WRONG_P1_P2);
        Bytes reference = Tlv.parseOne(c.data(), 0x83).value();
        KeySlot slot =
                reference.equals(Bytes.of(KeySlot.DECRYPTION.number())) ? KeySlot.DECRYPTION : KeySlot.AUTHENTICATION;
        CardError.unless(reference.equals(Bytes.of(slot.number())), StatusWord.WRONG_DATA);
        if (c.p1p2() == SET_FOR_DECIPHER) {
            forDecipher = slot;
        } else {
            forAuthenticate = slot;
        }
        return ResponseApdu.OK;
    }

    private CardKey open(ObjectId key, Password password) {
        return store.use(key, status.require(password));
    }

    private BlockKey aesKey() {
        return (BlockKey) open(OpenPgp.id(DataObject.AES_KEY), Password.PW1);
    }
}
