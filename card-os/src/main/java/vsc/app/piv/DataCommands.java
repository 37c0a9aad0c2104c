// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;

/** GET DATA and PUT DATA (SP 800-73-4 part 2, 3.1.2 and 3.3.1). */
final class DataCommands {
    private static final int CURRENT_DF = 0x3FFF;
    private static final int TAG_LIST = 0x5C;
    private static final int VALUE = 0x53;

    private final ObjectStore store;
    private final SecurityStatus status;

    DataCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    /**
     * @throws CardError 6A82 for an object that is not there, 6982 for a protected one before VERIFY, there or not
     */
    ResponseApdu get(CommandApdu c) {
        CardError.unless(c.p1p2() == CURRENT_DF, StatusWord.WRONG_P1_P2);
        PivObject object = find(Tlv.parseOne(c.data(), TAG_LIST).value())
                .orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
        Bytes value = object.pinToRead()
                ? store.privateData(object.id(), status.requirePin())
                : store.publicData(object.id()).orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
        return ResponseApdu.of(
                Tlv.of(object.wrapped() ? VALUE : object.tag(), value).encode());
    }

    /** An empty value removes the object. */
    ResponseApdu put(CommandApdu c) {
        CardError.unless(c.p1p2() == CURRENT_DF, StatusWord.WRONG_P1_P2);
        status.requireManagement();
        List<Tlv> fields = Tlv.parseAll(c.data());
        CardError.unless(!fields.isEmpty(), StatusWord.WRONG_DATA);
        if (fields.get(0).tag() == TAG_LIST) {
            CardError.unless(fields.size() == 2, StatusWord.WRONG_DATA);
            PivObject object =
                    find(fields.get(0).value()).orElseThrow(() -> new CardError(StatusWord.FUNCTION_NOT_SUPPORTED));
            CardError.unless(fields.get(1).tag() == (object.wrapped() ? VALUE : object.tag()), StatusWord.WRONG_DATA);
            write(object, fields.get(1).value());
        } else {
            writeUnlisted(fields);
        }
        return ResponseApdu.OK;
    }

    /** The discovery object and the biometric template are written without a tag list (part 2, table 15). */
    private void writeUnlisted(List<Tlv> fields) {
        PivObject object = PivObject.find(fields.get(0).tag())
                .filter(found -> !found.wrapped() && fields.size() == 1)
                .orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        write(object, fields.get(0).value());
    }

    private void write(PivObject object, Bytes value) {
        store.commit(edit -> {
            if (value.isEmpty()) {
                edit.deleteData(object.id());
            } else if (object.pinToRead()) {
                edit.putPrivate(object.id(), Piv.PIN_GUARD, value);
            } else {
                edit.putPublic(object.id(), value);
            }
        });
    }

    private static Optional<PivObject> find(Bytes tag) {
        CardError.unless(!tag.isEmpty() && tag.length() <= 3, StatusWord.WRONG_DATA);
        return PivObject.find((int) tag.toLong())
                .filter(object -> Tlv.encodeTag(object.tag()).equals(tag));
    }
}
