// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.PublicKeys;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;

/** GENERATE ASYMMETRIC KEY PAIR (7.2.14) and the import of a key by PUT DATA (4.4.3.12). */
final class KeyCommands {
    private static final int GENERATE = 0x8000;
    private static final int READ = 0x8100;
    private static final int CURRENT_DF = 0x3FFF;
    private static final int PUBLIC_KEY = 0x7F49;

    private final ObjectStore store;
    private final SecurityStatus status;

    KeyCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /**
     * A new key pair, or the public key of the one that is there.
     *
     * @throws CardError 6A80 for an unknown key, 6A88 if there is none to be read, 6982 before VERIFY of PW3 for a new one
     */
    ResponseApdu generate(CommandApdu c) {
        CardError.unless(c.p1p2() == GENERATE || c.p1p2() == READ, StatusWord.WRONG_P1_P2);
        KeySlot slot = PrivateKeyTemplate.slot(Tlv.parseAll(c.data()));
        if (c.p1p2() == READ) {
            KeyRecord key = store.key(slot.id()).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
            return ResponseApdu.of(publicKey(key.type(), key.publicKey()));
        }
        status.require(Access.PW3);
        try (NewKey key = NewKey.generate(AlgorithmAttributes.of(store, slot).type())) {
            put(slot, key, KeyOrigin.GENERATED);
            return ResponseApdu.of(publicKey(key.type(), key.publicKey()));
        }
    }

    private static Bytes publicKey(KeyType type, Bytes publicKey) {
        return (type.isRsa()
                        ? Tlv.of(
                                PUBLIC_KEY,
                                Tlv.of(0x81, PublicKeys.modulus(publicKey)),
                                Tlv.of(0x82, PublicKeys.exponent(publicKey)))
                        : Tlv.of(PUBLIC_KEY, Tlv.of(0x86, PublicKeys.point(publicKey))))
                .encode();
    }

    /**
     * @throws CardError 6982 before VERIFY of PW3, 6A80 for a key that is none, or not one of the slot's algorithm
     */
    ResponseApdu importKey(CommandApdu c) {
        CardError.unless(c.p1p2() == CURRENT_DF, StatusWord.WRONG_P1_P2);
        status.require(Access.PW3);
        PrivateKeyTemplate template = PrivateKeyTemplate.parse(c.data());
        if (template.isEmpty()) {
            store.commit(edit -> delete(edit, template.slot()));
            return ResponseApdu.OK;
        }
        try (NewKey key =
                template.key(AlgorithmAttributes.of(store, template.slot()).type())) {
            put(template.slot(), key, KeyOrigin.IMPORTED);
        }
        return ResponseApdu.OK;
    }

    /** Fingerprint and date are the host's to write; those of the key before would be wrong. */
    private void put(KeySlot slot, NewKey key, Bytes origin) {
        KeyRecord keyRecord = new KeyRecord(key.type(), OpenPgp.PW1_GUARD, key.publicKey(), origin);
        store.commit(edit -> {
            delete(edit, slot);
            edit.putKey(slot.id(), keyRecord, key.privateKey());
        });
    }

    /** With a signature key, its counter ends. */
    static void delete(ObjectStore.Edit edit, KeySlot slot) {
        edit.deleteKey(slot.id());
        edit.deleteData(OpenPgp.id(slot.fingerprintTag()));
        edit.deleteData(OpenPgp.id(slot.dateTag()));
        if (slot == KeySlot.SIGNATURE) {
            SignatureCounter.reset(edit);
        }
    }
}
