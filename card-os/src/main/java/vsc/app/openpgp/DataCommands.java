// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Set;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** GET DATA and PUT DATA (7.2.6 and 7.2.8). */
final class DataCommands {
    private static final Set<Integer> CONSTRUCTED = Set.of(
            DataObject.CARDHOLDER,
            DataObject.APPLICATION,
            DataObject.SECURITY_SUPPORT,
            DataObject.DISCRETIONARY,
            DataObject.ALGORITHMS);

    private final ObjectStore store;
    private final SecurityStatus status;
    private final Certificates certificates;
    private final Templates templates;
    private final Dialect dialect;

    DataCommands(
            ObjectStore store, SecurityStatus status, Certificates certificates, Templates templates, Dialect dialect) {
        this.store = store;
        this.status = status;
        this.certificates = certificates;
        this.templates = templates;
        this.dialect = dialect;
    }

    /**
     * An object that nobody has written yet is empty.
     *
     * @throws CardError 6A88 for an unknown object, 6982 if it may not be read
     */
    ResponseApdu get(CommandApdu c) {
        DataObject object = find(c.p1p2());
        status.require(object.read());
        return ResponseApdu.of(
                switch (object.tag()) {
                    case DataObject.CERTIFICATE -> certificates.read();
                    case DataObject.PRIVATE_3 -> privateData(object, Password.PW1);
                    case DataObject.PRIVATE_4 -> privateData(object, Password.PW3);
                    default -> published(object.tag());
                });
    }

    private Bytes published(int tag) {
        Bytes value = templates.value(tag);
        return dialect.outerTag() && CONSTRUCTED.contains(tag)
                ? Tlv.of(tag, value).encode()
                : value;
    }

    private Bytes privateData(DataObject object, Password password) {
        ObjectId id = OpenPgp.id(object.tag());
        return store.guardOf(id).isPresent() ? store.privateData(id, status.require(password)) : Bytes.EMPTY;
    }

    /**
     * @throws CardError 6A88 for an unknown object, 6982 if it may not be written, 6A80 for a value that it cannot have
     */
    ResponseApdu put(CommandApdu c) {
        DataObject object = find(c.p1p2());
        status.require(object.write());
        Bytes value = c.data();
        CardError.unless(object.takes(value), StatusWord.WRONG_DATA);
        ObjectId id = OpenPgp.id(object.tag());
        switch (object.tag()) {
            case DataObject.CERTIFICATE -> certificates.write(value);
            case DataObject.PASSWORD_STATUS -> putPasswordStatus(id, value);
            case DataObject.RESETTING_CODE -> putResettingCode(value);
            case DataObject.AES_KEY -> putAesKey(id, value);
            case DataObject.KDF -> KeyDerivation.write(store, value, status.require(Password.PW3));
            case DataObject.PRIVATE_3 -> putPrivate(id, OpenPgp.PW1_GUARD, value);
            case DataObject.PRIVATE_4 -> putPrivate(id, OpenPgp.PW3_GUARD, value);
            default ->
                KeySlot.byAttributesTag(object.tag())
                        .ifPresentOrElse(slot -> putAttributes(slot, value), () -> putPublic(object, value));
        }
        return ResponseApdu.OK;
    }

    private static DataObject find(int tag) {
        return DataObject.find(tag).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
    }

    private void putPublic(DataObject object, Bytes value) {
        UserInteraction.requireChangeable(store, object.tag(), value);
        ObjectId id = OpenPgp.id(object.tag());
        store.commit(edit -> {
            if (value.isEmpty()) {
                edit.deleteData(id);
            } else {
                edit.putPublic(id, value);
            }
        });
    }

    private void putPrivate(ObjectId id, String guard, Bytes value) {
        store.commit(edit -> {
            if (value.isEmpty()) {
                edit.deleteData(id);
            } else {
                edit.putPrivate(id, guard, value);
            }
        });
    }

    private void putPasswordStatus(ObjectId id, Bytes value) {
        CardError.unless(value.at(0) <= 1, StatusWord.WRONG_DATA);
        store.commit(edit -> edit.putPublic(id, value));
    }

    private void putResettingCode(Bytes value) {
        OpenGuards guards = status.require(Password.PW3);
        CardError.unless(
                value.isEmpty() || value.length() >= Password.minLength(OpenPgp.RESETTING_CODE), StatusWord.WRONG_DATA);
        try (Secret code = Secret.adopt(value.toArray())) {
            store.commit(edit -> {
                if (value.isEmpty()) {
                    ResettingCode.remove(store, edit, guards);
                } else {
                    PasswordSetting.set(edit, OpenPgp.RESETTING_CODE, code, guards);
                }
            });
        }
    }

    private void putAesKey(ObjectId id, Bytes value) {
        KeyType type = value.length() == KeyType.AES_128.size() ? KeyType.AES_128 : KeyType.AES_256;
        KeyRecord key = new KeyRecord(type, OpenPgp.PW1_GUARD, Bytes.EMPTY, KeyOrigin.IMPORTED);
        try (Secret material = Secret.adopt(value.toArray())) {
            store.commit(edit -> {
                if (value.isEmpty()) {
                    edit.deleteKey(id);
                } else {
                    edit.putKey(id, key, material);
                }
            });
        }
    }

    /** Other attributes end the key that was there (4.4.3.9). */
    private void putAttributes(KeySlot slot, Bytes value) {
        AlgorithmAttributes attributes =
                AlgorithmAttributes.parse(slot, value).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        boolean other = AlgorithmAttributes.of(store, slot).type() != attributes.type();
        store.commit(edit -> {
            edit.putPublic(OpenPgp.id(slot.attributesTag()), value);
            if (other) {
                KeyCommands.delete(edit, slot);
            }
        });
    }
}
