// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.function.Supplier;
import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * Single bits of a card that turn over, with and without the checksum put right. In front of the journal nothing may pass.
 * In it, what is in use is refused as well, but for the last record, which a torn write can leave so: then the state before
 * it is what counts. What stands where the next record can be may be such a write, and changes nothing.
 */
final class BitFlips {
    private final String name;
    private final Bytes file;
    private final Acceptance card;
    private final Content base;
    private final CardState whole;
    private final CardState cut;
    private final int journal;
    private final int last;
    private final int end;
    private final int next;
    private final Tally tally;

    BitFlips(ReferenceCard reference, Tally tally) throws VscException {
        this.name = reference.name();
        this.tally = tally;
        this.file = reference.file();
        this.card = reference.open();
        this.base = Content.open(card.frame(), card.keys());
        this.whole = CardState.of(card);
        this.journal = journalStart(file);
        int slots = card.journal().next();
        this.last = journal + lastRecord(slots) * Journal.SLOT;
        this.end = journal + slots * Journal.SLOT;
        this.next = end + Journal.MAX_RECORD_SLOTS * Journal.SLOT;
        this.cut = CardState.of(open(withZeros(file, last, end)));
    }

    static int journalStart(Bytes file) {
        return file.length()
                - (int) file.slice(Forgery.JOURNAL_SLOTS, Forgery.JOURNAL_SLOTS + 4)
                                .toLong()
                        * Journal.SLOT;
    }

    static Bytes withZeros(Bytes file, int from, int to) {
        return file.slice(0, from).concat(Bytes.adopt(new byte[to - from]), file.from(to));
    }

    /** The first slot of the last record: the only ones that can be cut off and leave a card. */
    private int lastRecord(int slots) {
        for (int slot = slots - 1; slot > 0; slot--) {
            try {
                open(withZeros(file, journal + slot * Journal.SLOT, journal + slots * Journal.SLOT));
                return slot;
            } catch (Rejected inTheMiddle) {
                // one slot more belongs to it
            }
        }
        return 0;
    }

    /** How many bits there are. */
    int bits() {
        return file.length() * 8;
    }

    /** All that there is to be tried with one bit. */
    void flip(int bit) {
        Bytes flipped = Forgery.change(file, bit / 8, 1 << bit % 8);
        Supplier<String> where = () -> "%s card, bit %d of byte %d".formatted(name, bit % 8, bit / 8);
        tally.count("flips");
        if (bit / 8 >= journal) {
            inJournal(flipped, bit / 8, where);
            return;
        }
        refuse(flipped, where);
        Bytes repaired = Forgery.repaired(flipped);
        if (!repaired.equals(file)) {
            tally.count("flips with the checksum right");
            refuse(repaired, where);
        }
    }

    private void refuse(Bytes flipped, Supplier<String> where) {
        try {
            open(flipped);
            tally.violation(where.get() + ": wrongly accepted");
        } catch (Rejected expected) {
            tally.count("refused");
        } catch (RuntimeException e) {
            tally.violation(where.get() + ": " + e);
        }
    }

    private void inJournal(Bytes flipped, int at, Supplier<String> where) {
        try {
            CardState state = state(flipped);
            if (state.equals(whole)) {
                tally.check(at >= end && at < next, where, "something in use has no meaning");
                tally.count("harmless");
            } else {
                tally.check(at >= last && at < end, where, "silently cut");
                tally.check(state.equals(cut), where, "wrongly accepted");
                tally.count("cut the last record");
            }
        } catch (Rejected expected) {
            tally.check(at < end || at >= next, where, "a write that was cut short makes the card useless");
            tally.count("refused");
        } catch (RuntimeException e) {
            tally.violation(where.get() + ": " + e);
        }
    }

    /** What is in front of the journal is the same and was opened once. */
    private CardState state(Bytes flipped) {
        Frame from = card.frame();
        Frame frame = new Frame(from.preamble(), from.header(), from.areas(), flipped);
        Journal.Replay replay = Journal.read(frame, card.keys().journal());
        return CardState.of(
                new Acceptance(frame, card.keys(), base.changed(replay.changes()), replay.journal(), replay.torn()));
    }

    private Acceptance open(Bytes changed) {
        return Acceptance.of(Frame.parse(changed), card.keys());
    }

    /** Every length there can be is refused, and each of the slots in the middle that is emptied. */
    void cutAndEmpty() {
        for (int length = 0; length < file.length(); length++) {
            int shorter = length;
            refuse(file.slice(0, length), () -> name + " card, cut to " + shorter + " bytes");
            tally.count("truncations");
        }
        for (int more = 1; more <= 2 * Journal.SLOT; more++) {
            int longer = more;
            refuse(file.concat(Bytes.adopt(new byte[more])), () -> name + " card, " + longer + " bytes longer");
            tally.count("extensions");
        }
        for (int slot = journal; slot < last; slot += Journal.SLOT) {
            int empty = slot;
            refuse(withZeros(file, slot, slot + Journal.SLOT), () -> name + " card, without the slot at byte " + empty);
            tally.count("emptied slots");
        }
    }
}
