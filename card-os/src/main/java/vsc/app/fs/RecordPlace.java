// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.function.IntPredicate;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.StatusWord;

/**
 * Which record a command means (7816-4, 11.4.2): P2 has a short file identifier in its first five bits and how P1 is to be
 * read in the others.
 */
final class RecordPlace {
    private static final int MODE = 0x07;
    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int NEXT = 2;
    static final int PREVIOUS = 3;
    static final int BY_NUMBER = 4;
    static final int FROM_NUMBER = 5;
    static final int UP_TO_NUMBER = 6;

    private RecordPlace() {}

    static int mode(CommandApdu c) {
        return c.p2() & MODE;
    }

    static int shortId(CommandApdu c) {
        return c.p2() >> 3;
    }

    /**
     * The number of the record, which is the current one afterwards if it was found by its place or identifier.
     *
     * @throws CardError 6A83 if there is none, 6A86 for a reserved P2
     */
    static int find(CommandApdu c, Records records, Selection selection) {
        int mode = mode(c);
        if (mode == BY_NUMBER) {
            int number = c.p1() == 0 ? selection.record() : c.p1();
            CardError.unless(number >= 1 && number <= records.count(), StatusWord.RECORD_NOT_FOUND);
            return number;
        }
        CardError.unless(mode < BY_NUMBER, StatusWord.WRONG_P1_P2);
        int identifier = c.p1();
        IntPredicate matches = number -> identifier == 0
                || !records.get(number).isEmpty() && records.get(number).at(0) == identifier;
        int current = selection.record();
        int found = switch (mode) {
            case FIRST -> upwards(records, 1, matches);
            case LAST -> downwards(records.count(), matches);
            case NEXT -> upwards(records, current + 1, matches);
            default -> downwards(current == 0 ? records.count() : current - 1, matches);
        };
        selection.record(found);
        return found;
    }

    private static int upwards(Records records, int from, IntPredicate matches) {
        for (int number = from; number <= records.count(); number++) {
            if (matches.test(number)) {
                return number;
            }
        }
        throw new CardError(StatusWord.RECORD_NOT_FOUND);
    }

    private static int downwards(int from, IntPredicate matches) {
        for (int number = from; number >= 1; number--) {
            if (matches.test(number)) {
                return number;
            }
        }
        throw new CardError(StatusWord.RECORD_NOT_FOUND);
    }
}
