// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/**
 * Which of the three cardholder certificates GET DATA and PUT DATA mean: the first one, until SELECT DATA (7.2.5) or GET
 * NEXT DATA (7.2.7) say otherwise. The first is that of the authentication key, the last that of the signature key.
 */
final class Certificates {
    private static final int COUNT = 3;
    private static final int BY_TAG_LIST = 0x04;
    private static final int GENERAL_REFERENCE = 0x60;
    private static final int TAG_LIST = 0x5C;
    private static final Bytes TAG = Tlv.encodeTag(DataObject.CERTIFICATE);

    private final ObjectStore store;
    private int occurrence;

    Certificates(ObjectStore store) {
        this.store = store;
    }

    /**
     * @throws CardError 6A88 for another data object or a fourth certificate
     */
    ResponseApdu select(CommandApdu c) {
        CardError.unless(c.p2() == BY_TAG_LIST, StatusWord.WRONG_P1_P2);
        Bytes tag = Tlv.find(Tlv.parseOne(c.data(), GENERAL_REFERENCE).children(), TAG_LIST)
                .orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        CardError.unless(tag.equals(TAG) && c.p1() < COUNT, StatusWord.REFERENCED_DATA_NOT_FOUND);
        occurrence = c.p1();
        return ResponseApdu.OK;
    }

    /**
     * @throws CardError 6A88 for another data object or after the last certificate
     */
    ResponseApdu next(CommandApdu c) {
        CardError.unless(
                c.p1p2() == DataObject.CERTIFICATE && occurrence < COUNT - 1, StatusWord.REFERENCED_DATA_NOT_FOUND);
        occurrence++;
        return ResponseApdu.of(read());
    }

    Bytes read() {
        return store.publicData(id(occurrence)).orElse(Bytes.EMPTY);
    }

    void write(Bytes value) {
        Optional<Bytes> certificate = Optional.of(value).filter(each -> !each.isEmpty());
        ObjectId id = id(occurrence);
        store.commit(edit -> certificate.ifPresentOrElse(each -> edit.putPublic(id, each), () -> edit.deleteData(id)));
    }

    private static ObjectId id(int occurrence) {
        return OpenPgp.id(DataObject.CERTIFICATE << 8 | occurrence);
    }

    static void deleteAll(ObjectStore.Edit edit) {
        for (int i = 0; i < COUNT; i++) {
            edit.deleteData(id(i));
        }
    }
}
