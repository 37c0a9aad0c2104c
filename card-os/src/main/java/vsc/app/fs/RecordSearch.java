// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** SEARCH RECORD (7816-4, 11.4.7): simple, and enhanced with a search indication in front of the search string. */
final class RecordSearch {
    /** The modes: from the record named upwards, from there downwards, and enhanced. */
    private static final int FORWARD = 4;

    private static final int ENHANCED = 6;

    /** In the search indication: the second byte is a value behind which the search begins, and no offset. */
    private static final int BEHIND_VALUE = 0x08;

    private static final int INDICATION_LENGTH = 2;

    private final Session session;

    RecordSearch(Session session) {
        this.session = session;
    }

    /** In which records, in which order, and where in them. */
    private record Search(int from, boolean forward, boolean behindValue, int position, Bytes wanted) {}

    /** The numbers of the records that match, one byte each; the first is current then. */
    ResponseApdu process(CommandApdu c) {
        FileNode file = session.ef(RecordPlace.shortId(c));
        CardError.unless(file.descriptor().hasRecords(), StatusWord.INCOMPATIBLE_FILE);
        session.status.require(file, Operation.READ);
        Records records = Records.parse(file, session.contents.read(file));
        Search search = parse(c, records.count());
        CardError.unless(!search.wanted.isEmpty(), StatusWord.WRONG_DATA);
        Bytes numbers = Bytes.EMPTY;
        int step = search.forward ? 1 : -1;
        for (int number = search.from; number >= 1 && number <= records.count(); number += step) {
            if (matches(search, records.get(number))) {
                numbers = numbers.concat(Bytes.of(number));
            }
        }
        if (numbers.isEmpty()) {
            return ResponseApdu.of(StatusWord.END_OF_FILE);
        }
        session.selection.record(numbers.at(0));
        return ResponseApdu.of(numbers);
    }

    private Search parse(CommandApdu c, int count) {
        int mode = RecordPlace.mode(c);
        CardError.unless(mode >= FORWARD && mode <= ENHANCED, StatusWord.WRONG_P1_P2);
        int start = c.p1() == 0 ? session.selection.record() : c.p1();
        if (mode != ENHANCED) {
            boolean forward = mode == FORWARD;
            int from = start == 0 ? (forward ? 1 : count) : start;
            return new Search(from, forward, false, 0, c.data());
        }
        CardError.unless(c.data().length() > INDICATION_LENGTH, StatusWord.WRONG_DATA);
        int indication = c.data().at(0);
        int current = session.selection.record();
        boolean behind = (indication & BEHIND_VALUE) != 0;
        Bytes wanted = c.data().from(INDICATION_LENGTH);
        int position = c.data().at(1);
        return switch (indication & ~BEHIND_VALUE) {
            case 4 -> new Search(start == 0 ? 1 : start, true, behind, position, wanted);
            case 5 -> new Search(start == 0 ? count : start, false, behind, position, wanted);
            case 6 -> new Search(current + 1, true, behind, position, wanted);
            case 7 -> new Search(current == 0 ? count : current - 1, false, behind, position, wanted);
            default -> throw new CardError(StatusWord.WRONG_DATA);
        };
    }

    private static boolean matches(Search search, Bytes record) {
        int from = search.position;
        if (search.behindValue) {
            from = 0;
            while (from < record.length() && record.at(from) != search.position) {
                from++;
            }
            from++;
        }
        for (int at = from; at + search.wanted.length() <= record.length(); at++) {
            if (record.from(at).startsWith(search.wanted)) {
                return true;
            }
        }
        return false;
    }
}
