// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import vsc.crypto.KeyImport;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;

/** Commands that put a key into the card: GENERATE (SP 800-73-4 part 2, 3.3.2) and Yubico's FE and FF. */
final class KeyCommands {
    private static final int CONTROL_TEMPLATE = 0xAC;
    private static final int ALGORITHM = 0x80;
    private static final int EC_SCALAR = 0x06;
    private static final int EDWARDS_SEED = 0x07;
    private static final int MONTGOMERY_SCALAR = 0x08;
    private static final int SET_WITHOUT_TOUCH = 0xFF;
    private static final int SET_WITH_TOUCH = 0xFE;

    private final ObjectStore store;
    private final SecurityStatus status;

    KeyCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /**
     * @throws CardError 6A86 for a key that cannot be, 6982 before authentication with 9B, 6A80 for an unknown algorithm
     */
    ResponseApdu generate(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        KeyReference reference = asymmetric(c.p2());
        status.requireManagement();
        List<Tlv> fields = Tlv.parseOne(c.data(), CONTROL_TEMPLATE).children();
        Bytes algorithm = Tlv.find(fields, ALGORITHM).orElse(Bytes.EMPTY);
        CardError.unless(algorithm.length() == 1, StatusWord.WRONG_DATA);
        KeyType type = asymmetricType(algorithm.at(0), StatusWord.WRONG_DATA);
        KeyAttributes attributes = KeyPolicies.parse(fields, reference, true);
        try (NewKey key = NewKey.generate(type)) {
            put(reference, key, attributes);
            return ResponseApdu.of(
                    Tlv.of(0x7F49, PublicKeyTemplate.of(type, key.publicKey())).encode());
        }
    }

    /** FE algorithm reference: RSA as 01 p 02 q 03 dP 04 dQ 05 qInv, a curve key as 06, Ed25519 as 07, X25519 as 08. */
    ResponseApdu importKey(CommandApdu c) {
        KeyType type = asymmetricType(c.p1(), StatusWord.WRONG_P1_P2);
        KeyReference reference = asymmetric(c.p2());
        status.requireManagement();
        List<Tlv> fields = Tlv.parseAll(c.data());
        KeyAttributes attributes = KeyPolicies.parse(fields, reference, false);
        try (NewKey key = parse(type, fields)) {
            put(reference, key, attributes);
        }
        return ResponseApdu.OK;
    }

    private static NewKey parse(KeyType type, List<Tlv> fields) {
        if (type.isRsa()) {
            return KeyImport.rsa(
                    type,
                    number(fields, 1),
                    number(fields, 2),
                    number(fields, 3),
                    number(fields, 4),
                    number(fields, 5));
        }
        if (type.isEc()) {
            return KeyImport.ec(type, number(fields, EC_SCALAR));
        }
        return KeyImport.raw(type, number(fields, type.isEdwards() ? EDWARDS_SEED : MONTGOMERY_SCALAR));
    }

    private static Bytes number(List<Tlv> fields, int tag) {
        return Tlv.find(fields, tag).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
    }

    private void put(KeyReference reference, NewKey key, KeyAttributes attributes) {
        KeyRecord keyRecord =
                new KeyRecord(key.type(), attributes.pinPolicy().guard(), key.publicKey(), attributes.encode());
        store.commit(edit -> edit.putKey(reference.id(), keyRecord, key.privateKey()));
    }

    /** FF FF FF|FE: algorithm, 9B, length and the new management key. */
    ResponseApdu setManagementKey(CommandApdu c) {
        CardError.unless(
                c.p1() == 0xFF && (c.p2() == SET_WITHOUT_TOUCH || c.p2() == SET_WITH_TOUCH), StatusWord.WRONG_P1_P2);
        status.requireManagement();
        Bytes data = c.data();
        CardError.unless(data.length() > 3 && data.at(2) == data.length() - 3, StatusWord.WRONG_LENGTH);
        KeyType type = PivAlgorithm.find(data.at(0))
                .map(PivAlgorithm::type)
                .filter(KeyType::isSymmetric)
                .filter(found -> found.size() == data.at(2) && data.at(1) == KeyReference.MANAGEMENT.value())
                .orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        Bytes value = data.from(3);
        CardError.unless(type != KeyType.TDES || !KeyImport.isWeakTripleDes(value), StatusWord.WRONG_DATA);
        try (Secret material = Secret.adopt(value.toArray())) {
            store.commit(edit -> {
                edit.putKey(KeyReference.MANAGEMENT.id(), managementKey(type, c.p2() == SET_WITH_TOUCH), material);
                PivState.of(store)
                        .withManagementKey(value.equals(Piv.DEFAULT_MANAGEMENT_KEY))
                        .put(edit);
            });
        }
        return ResponseApdu.OK;
    }

    static KeyRecord managementKey(KeyType type, boolean touch) {
        KeyAttributes attributes =
                new KeyAttributes(PinPolicy.NEVER, touch ? TouchPolicy.ALWAYS : TouchPolicy.NEVER, false);
        return new KeyRecord(type, ObjectStore.OPEN_GUARD, Bytes.EMPTY, attributes.encode());
    }

    private static KeyReference asymmetric(int p2) {
        return KeyReference.findAsymmetric(p2).orElseThrow(() -> new CardError(StatusWord.WRONG_P1_P2));
    }

    private static KeyType asymmetricType(int algorithm, StatusWord otherwise) {
        return PivAlgorithm.find(algorithm)
                .map(PivAlgorithm::type)
                .filter(type -> !type.isSymmetric())
                .orElseThrow(() -> new CardError(otherwise));
    }
}
