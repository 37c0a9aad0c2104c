// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * The changes since the last whole save, each in its own slots at the end of the file. The slots are there from the
 * beginning, so that a change costs one write in place.
 *
 * @param generation of the file that the changes belong to
 * @param start of the first slot, from the beginning of the file
 * @param next the slot that is written next
 * @param last hash of the record before, at first the tag of the file: records stand in one order only
 * @param room by how many bytes a whole save may be larger than the last one was
 */
record Journal(Bytes cardId, long generation, int start, int slots, int next, Bytes last, int room) {
    static final int SLOT = 4096;

    /** Of a record; a larger change makes a whole file. So it is known how far a write that was cut short can reach. */
    static final int MAX_RECORD_SLOTS = 4;

    private static final int LENGTH_BYTES = 4;

    /** What a change may add to a save beside its own bytes. */
    private static final int OVERHEAD = 64;

    /** That of a file that was just saved. */
    static Journal of(Frame frame) {
        Preamble preamble = frame.preamble();
        return new Journal(
                preamble.cardId(),
                preamble.generation(),
                frame.length() - preamble.journalSlots() * SLOT,
                preamble.journalSlots(),
                0,
                preamble.tag(),
                Frame.MAX_LENGTH - frame.length());
    }

    boolean isUsed() {
        return next > 0;
    }

    /**
     * What to write for a transaction.
     *
     * @param offset from the beginning of the file
     * @param after the journal when it is written
     */
    record Entry(int offset, Bytes bytes, Journal after) {}

    /** Empty if it does not fit, and a whole save is due. */
    Optional<Entry> write(List<Change> changes, Secret key) {
        try (Secret plain = DerWriter.secretSequenceOf(der -> changes.forEach(change -> change.writeTo(der)))) {
            if (plain.length() + OVERHEAD > Math.min(room, (slots - next) * SLOT)) {
                return Optional.empty();
            }
            Bytes envelope = Envelope.seal(key, binding(), plain).encode();
            int used = slots(envelope.length());
            if (used > Math.min(slots - next, MAX_RECORD_SLOTS)) {
                return Optional.empty();
            }
            Bytes padding = Bytes.adopt(new byte[used * SLOT - LENGTH_BYTES - envelope.length()]);
            Bytes bytes = Bytes.ofInt(envelope.length(), LENGTH_BYTES).concat(envelope, padding);
            return Optional.of(
                    new Entry(start + next * SLOT, bytes, after(used, envelope, room - plain.length() - OVERHEAD)));
        }
    }

    private Journal after(int used, Bytes envelope, int newRoom) {
        return new Journal(cardId, generation, start, slots, next + used, Sha256.hash(envelope), newRoom);
    }

    /** Nothing can be appended: the next change is a whole save. */
    private Journal full() {
        return new Journal(cardId, generation, start, slots, slots, last, room);
    }

    private static int slots(int envelope) {
        return (LENGTH_BYTES + envelope + SLOT - 1) / SLOT;
    }

    private Binding binding() {
        return Binding.journal(cardId, next, generation, last);
    }

    /**
     * All changes of a journal.
     *
     * @param journal where the next one goes
     * @param torn whether there is something behind them that was not completely written
     * @param end the slot behind the last one of them
     */
    record Replay(List<Change> changes, Journal journal, boolean torn, int end) {}

    /**
     * Reads the journal of a file from its beginning. It ends where only zeros follow. What is not a record can be the end,
     * too: a write that was cut short. But nothing is written before the record in front of it is on disk, so it is not the
     * end if a record follows.
     *
     * @throws Rejected {@code FILE_JOURNAL} if a record is missing or altered
     */
    static Replay read(Frame frame, Secret key) {
        return read(frame, key, true);
    }

    /** All changes in front of the first that is missing or damaged, if there is one. */
    static Replay salvage(Frame frame, Secret key) {
        return read(frame, key, false);
    }

    private static Replay read(Frame frame, Secret key, boolean strict) {
        Journal journal = of(frame);
        Bytes region = frame.bytes().from(journal.start);
        int end = end(region);
        List<Change> changes = new ArrayList<>();
        while (journal.next < end) {
            Binding binding = journal.binding();
            Optional<Bytes> envelope = journal.envelope(region, journal.next);
            Optional<Secret> plain = envelope.flatMap(encoded -> open(encoded, binding, key));
            if (plain.isEmpty() && !strict) {
                return new Replay(changes, journal.full(), true, journal.next);
            }
            if (plain.isEmpty()) {
                journal.requireNoRecord(region, end, key);
                Rejected.unless(
                        end <= journal.next + MAX_RECORD_SLOTS,
                        Failure.FILE_JOURNAL,
                        "is damaged: its journal is not empty where it should be");
                return new Replay(changes, journal.full(), true, journal.next);
            }
            try (Secret content = plain.get()) {
                List<Change> record = DerReader.of(content.expose(), Failure.FILE_JOURNAL)
                        .listOf(
                                Content.MAX_OBJECTS,
                                list -> Change.read(list, frame.preamble().cardId()));
                changes.addAll(record);
                Bytes read = envelope.orElseThrow();
                journal = journal.after(slots(read.length()), read, journal.room - content.length() - OVERHEAD);
            }
        }
        return new Replay(changes, journal, false, journal.next);
    }

    /**
     * The hash of the record that ends in front of a slot of a journal that was read.
     *
     * @return of nothing else than the file, if there is none
     */
    static Bytes head(Frame frame, int slot) {
        Journal journal = of(frame);
        Bytes region = frame.bytes().from(journal.start);
        while (journal.next < slot) {
            Optional<Bytes> envelope = journal.envelope(region, journal.next);
            if (envelope.isEmpty()) {
                return journal.last;
            }
            Bytes read = envelope.get();
            journal = journal.after(slots(read.length()), read, 0);
        }
        return journal.last;
    }

    /** The number of slots up to the last one that is not empty. */
    private static int end(Bytes region) {
        int length = region.length();
        while (length > 0 && region.at(length - 1) == 0) {
            length--;
        }
        return (length + SLOT - 1) / SLOT;
    }

    private void requireNoRecord(Bytes region, int end, Secret key) {
        for (int slot = next; slot < end; slot++) {
            Optional<Secret> found = envelope(region, slot).flatMap(envelope -> openAnywhere(envelope, key));
            found.ifPresent(Secret::close);
            Rejected.unless(
                    found.isEmpty(),
                    Failure.FILE_JOURNAL,
                    "is damaged or was altered: a change is missing from its journal");
        }
    }

    /** What is in a slot and those behind it, if it can be a record. */
    private Optional<Bytes> envelope(Bytes region, int slot) {
        Bytes rest = region.from(slot * SLOT);
        long length = rest.slice(0, LENGTH_BYTES).toLong();
        if (length == 0 || length > rest.length() - LENGTH_BYTES) {
            return Optional.empty();
        }
        int end = LENGTH_BYTES + (int) length;
        Bytes padding = rest.slice(end, slots((int) length) * SLOT);
        return padding.equals(Bytes.adopt(new byte[padding.length()]))
                ? Optional.of(rest.slice(LENGTH_BYTES, end))
                : Optional.empty();
    }

    private static Optional<Secret> open(Bytes envelope, Binding binding, Secret key) {
        try {
            return Optional.of(Envelope.parse(envelope, binding).open(key));
        } catch (Rejected notThatRecord) {
            return Optional.empty();
        }
    }

    /** Opens a record wherever in this journal it belongs. */
    private Optional<Secret> openAnywhere(Bytes envelope, Secret key) {
        try {
            Binding binding = Envelope.binding(envelope);
            return binding.isForJournal(cardId, generation) ? open(envelope, binding, key) : Optional.empty();
        } catch (Rejected noEnvelope) {
            return Optional.empty();
        }
    }
}
