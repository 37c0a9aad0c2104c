// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** The commands for EFs with records (7816-4, 11.4). */
final class RecordCommands {
    private final Session session;

    RecordCommands(Session session) {
        this.session = session;
    }

    private FileNode file(CommandApdu c, Operation operation) {
        FileNode file = session.ef(RecordPlace.shortId(c));
        CardError.unless(file.descriptor().hasRecords(), StatusWord.INCOMPATIBLE_FILE);
        session.status.require(file, operation);
        return file;
    }

    private Records records(FileNode file) {
        return Records.parse(file, session.contents.read(file));
    }

    /** One record, or several in a row, or with an odd INS a part of one. */
    ResponseApdu read(CommandApdu c) {
        boolean odd = BinaryCommands.isOdd(c);
        CardError.unless(odd || c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        Records records = records(file(c, Operation.READ));
        if (odd) {
            int offset = offset(BinaryCommands.fields(c));
            Bytes found = records.get(RecordPlace.find(c, records, session.selection));
            CardError.unless(offset <= found.length(), StatusWord.WRONG_OFFSET);
            Bytes part = BinaryCommands.fitting(found.from(offset), c.ne() == 0 ? 256 : c.ne());
            return ResponseApdu.of(Tlv.of(BinaryCommands.DATA, part).encode());
        }
        return answer(c, several(c, records));
    }

    private static int offset(List<Tlv> fields) {
        return BinaryCommands.number(
                Tlv.find(fields, BinaryCommands.OFFSET).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA)));
    }

    private Bytes several(CommandApdu c, Records records) {
        int mode = RecordPlace.mode(c);
        if (mode != RecordPlace.FROM_NUMBER && mode != RecordPlace.UP_TO_NUMBER) {
            return records.get(RecordPlace.find(c, records, session.selection));
        }
        int number = c.p1() == 0 ? session.selection.record() : c.p1();
        CardError.unless(number >= 1 && number <= records.count(), StatusWord.RECORD_NOT_FOUND);
        Bytes joined = Bytes.EMPTY;
        int count = records.count() - number + 1;
        for (int i = 0; i < count; i++) {
            joined = joined.concat(records.get(mode == RecordPlace.FROM_NUMBER ? number + i : records.count() - i));
        }
        return joined;
    }

    private static ResponseApdu answer(CommandApdu c, Bytes data) {
        boolean exact = c.ne() == 0 || c.ne() == 256 || c.ne() == 65536 || c.ne() == data.length();
        if (c.ne() > data.length() && !exact) {
            return new ResponseApdu(data, StatusWord.END_OF_FILE);
        }
        CardError.unless(exact || data.length() <= c.ne(), StatusWord.wrongLe(data.length()));
        return ResponseApdu.of(data);
    }

    /** With an odd INS only from an offset on. */
    ResponseApdu update(CommandApdu c) {
        FileNode file = file(c, Operation.UPDATE);
        Records records = records(file);
        boolean odd = BinaryCommands.isOdd(c);
        Bytes given = odd ? part(c, records) : c.data();
        if (!odd && records.isCyclic() && RecordPlace.mode(c) == RecordPlace.PREVIOUS) {
            return store(file, records.append(given));
        }
        return store(file, records.with(RecordPlace.find(c, records, session.selection), given));
    }

    private Bytes part(CommandApdu c, Records records) {
        List<Tlv> fields = BinaryCommands.fields(c);
        int offset = offset(fields);
        Bytes data = Tlv.find(fields, BinaryCommands.DATA).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        Bytes before = records.get(RecordPlace.find(c, records, session.selection));
        CardError.unless(offset + data.length() <= before.length(), StatusWord.WRONG_OFFSET);
        return before.slice(0, offset).concat(data, before.from(offset + data.length()));
    }

    /** As the data coding byte of the file says; into a cyclic file "previous" means a new record. */
    ResponseApdu write(CommandApdu c) {
        FileNode file = file(c, Operation.WRITE);
        Records records = records(file);
        if (records.isCyclic() && RecordPlace.mode(c) == RecordPlace.PREVIOUS) {
            return store(file, records.append(c.data()));
        }
        int number = RecordPlace.find(c, records, session.selection);
        Bytes before = records.get(number);
        CardError.unless(c.data().length() == before.length(), StatusWord.WRONG_LENGTH);
        return store(file, records.with(number, Written.over(file.descriptor().writeFunction(), before, c.data())));
    }

    ResponseApdu append(CommandApdu c) {
        CardError.unless(c.p1() == 0 && RecordPlace.mode(c) == 0, StatusWord.WRONG_P1_P2);
        FileNode file = file(c, Operation.WRITE);
        Records appended = records(file).append(c.data());
        session.selection.record(appended.isCyclic() ? 1 : appended.count());
        return store(file, appended);
    }

    /** Sets one record to FF, or all from one on. */
    ResponseApdu erase(CommandApdu c) {
        int mode = RecordPlace.mode(c);
        CardError.unless(mode == RecordPlace.BY_NUMBER || mode == RecordPlace.FROM_NUMBER, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        FileNode file = file(c, Operation.UPDATE);
        Records records = records(file);
        int number = c.p1() == 0 ? session.selection.record() : c.p1();
        CardError.unless(number >= 1 && number <= records.count(), StatusWord.RECORD_NOT_FOUND);
        int last = mode == RecordPlace.BY_NUMBER ? number : records.count();
        Records erased = records;
        for (int i = number; i <= last; i++) {
            erased = erased.with(i, Written.erased(records.get(i).length()));
        }
        return store(file, erased);
    }

    private ResponseApdu store(FileNode file, Records records) {
        session.contents.write(file, records.encode());
        return ResponseApdu.OK;
    }
}
