// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.model.Area;

/** Every part of a card in the place of every other, between two cards and two generations of one; checksums are put right. */
class SwapMatrixTest {
    private static final int SLOTS = 8;
    private static final int RECORDS = 4;

    @TempDir
    Path folder;

    private final List<Forgery> cards = new ArrayList<>();

    @BeforeEach
    void makeCards() throws Exception {
        Path one = folder.resolve("one.vsc");
        Cards.make(one, SLOTS);
        cards.add(used(one, "first"));
        cards.add(used(one, "second"));
        Path other = folder.resolve("other.vsc");
        Cards.make(other, SLOTS);
        cards.add(used(other, "other"));
    }

    /** The card as a crash would leave it, with a record in each of its first slots; it is saved as a whole afterwards. */
    private Forgery used(Path path, String name) throws Exception {
        Path copy = folder.resolve(name);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            for (int i = 0; i < RECORDS; i++) {
                Bytes value = Bytes.ascii(name + i);
                card.store().commit(edit -> edit.putPublic(Cards.CHUID, value));
            }
            Files.write(copy, LockedFile.read(path.toRealPath()).toArray());
        }
        return new Forgery(copy);
    }

    private static Acceptance open(Bytes file) throws Exception {
        return Acceptance.of(file, Cards.NOT_ASKED);
    }

    @Test
    void noAreaIsGoodInAnotherPlace() {
        int tried = 0;
        for (Forgery to : cards) {
            for (Forgery from : cards) {
                for (Area place : Header.AREAS) {
                    for (Area area : Header.AREAS) {
                        Bytes part = from.card.frame().area(area);
                        if (!part.equals(to.card.frame().area(place))) {
                            Bytes mixed = withTagOf(to, to.with(place, part));
                            assertThrows(Rejected.class, () -> open(mixed), area + " as " + place);
                            tried++;
                        }
                    }
                }
            }
        }
        assertTrue(tried > 100, "only " + tried);
    }

    /** Takes back what only the keys can do. */
    private static Bytes withTagOf(Forgery card, Bytes forged) {
        byte[] bytes = forged.toArray();
        card.original().slice(Forgery.TAG, Forgery.TAG + 32).copyTo(bytes, Forgery.TAG);
        return Forgery.repaired(Bytes.adopt(bytes));
    }

    @Test
    void noSlotIsGoodOnAnotherCard() {
        for (Forgery to : cards) {
            for (Forgery from : cards) {
                List<Slot> slots = from.header().slots();
                if (!slots.equals(to.header().slots())) {
                    Bytes mixed = withTagOf(to, to.with(to.withSlots(slots)));
                    assertThrows(Rejected.class, () -> open(mixed));
                    Bytes signed = to.with(to.withSlots(slots));
                    assertThrows(Rejected.class, () -> open(signed));
                }
            }
        }
    }

    /** In the last place, what is not its record is a write that was cut short, and what was before it counts. */
    @Test
    void noRecordIsGoodInAnotherPlace() throws Exception {
        int refused = 0;
        for (Forgery to : cards) {
            Bytes file = to.original();
            int start = BitFlips.journalStart(file);
            CardState whole = CardState.of(to.card);
            int last = start + (RECORDS - 1) * Journal.SLOT;
            CardState cut = CardState.of(open(BitFlips.withZeros(file, last, last + Journal.SLOT)));
            for (Forgery from : cards) {
                for (int i = 0; i < RECORDS; i++) {
                    Bytes record = slot(from.original(), i);
                    for (int place = 0; place < SLOTS; place++) {
                        Bytes mixed = put(file, start + place * Journal.SLOT, record);
                        if (mixed.equals(file)) {
                            continue;
                        }
                        try {
                            CardState state = CardState.of(open(mixed));
                            assertTrue(place >= RECORDS - 1 && from != to, "a record at " + place);
                            assertEquals(place == RECORDS - 1 ? cut : whole, state);
                        } catch (Rejected expected) {
                            refused++;
                        }
                    }
                }
            }
        }
        assertTrue(refused > 100, "only " + refused + " refused");
    }

    private static Bytes slot(Bytes file, int number) {
        int at = BitFlips.journalStart(file) + number * Journal.SLOT;
        return file.slice(at, at + Journal.SLOT);
    }

    private static Bytes put(Bytes file, int at, Bytes part) {
        return file.slice(0, at).concat(part, file.from(at + part.length()));
    }
}
