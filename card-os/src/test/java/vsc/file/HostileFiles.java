// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;

/** Files that are no cards, each for one reason, which is the first that the check finds. */
final class HostileFiles {
    private static final int MAJOR = 8;
    private static final int GENERATION = 28;
    private static final int HEADER_LENGTH = 52;
    private static final int BASE_LENGTH = 56;
    private static final int LAST_FIELD = Forgery.TAG + Sha256.LENGTH;

    private final Forgery card;
    private final Bytes file;
    private final List<HostileFile> files = new ArrayList<>();

    /**
     * @param name what was done to a card
     * @param expected why it is refused
     */
    record HostileFile(String name, Failure expected, Bytes file) {
        @Override
        public String toString() {
            return name;
        }
    }

    private HostileFiles(Forgery card) {
        this.card = card;
        this.file = card.original();
    }

    /**
     * @param card without a journal
     * @param used a card with changes in its journal
     */
    static List<HostileFile> of(Forgery card, Forgery used) {
        HostileFiles all = new HostileFiles(card);
        all.sizesAndKinds();
        all.lengths();
        all.damage();
        all.headers();
        all.costs();
        all.strangers();
        all.envelopes();
        all.meanings();
        all.journals(used);
        return all.files;
    }

    private void add(String name, Failure expected, Bytes altered) {
        files.add(new HostileFile(name, expected, altered));
    }

    private static Bytes with(Bytes from, int at, Bytes part) {
        return from.slice(0, at).concat(part, from.from(at + part.length()));
    }

    private void sizesAndKinds() {
        for (int length : new int[] {0, 1, 7, 8, 11, 12, 28, 63, 64, 128, 256, 511}) {
            add("the first " + length + " bytes", Failure.FILE_SIZE, file.slice(0, length));
        }
        add("16 MiB and a byte", Failure.FILE_SIZE, file.concat(zeros(Frame.MAX_LENGTH + 1 - file.length())));
        for (int at = 0; at < Preamble.MAGIC.length(); at++) {
            add("byte " + at + " of the mark changed", Failure.FILE_MAGIC, Forgery.change(file, at, 0x20));
        }
        for (String text : List.of("-----BEGIN CERTIFICATE-----", "%PDF-1.7", "PK\3\4", "VSC", "\0", "0\202\1\0")) {
            add(
                    "another kind of file: " + text.strip(),
                    Failure.FILE_MAGIC,
                    Bytes.ascii(text).concat(zeros(4096)));
        }
        add(
                "line ends changed as for text",
                Failure.FILE_MAGIC,
                file.slice(0, 4).concat(file.from(5)));
        for (Bytes version : List.of(
                Bytes.of(0, 0, 0, 0),
                Bytes.of(2, 0, 0, 0),
                Bytes.of(255, 0, 0, 0),
                Bytes.of(1, 99, 0, 0),
                Bytes.of(1, 255, 0, 0),
                Bytes.of(1, 0, 1, 0),
                Bytes.of(1, 0, 0, 1),
                Bytes.of(1, 0, 0x80, 0))) {
            add("version and flags " + version, Failure.FILE_VERSION, Forgery.repaired(with(file, MAJOR, version)));
        }
    }

    private static Bytes zeros(int length) {
        return Bytes.adopt(new byte[length]);
    }

    private void lengths() {
        Preamble preamble = card.card.frame().preamble();
        Map<Integer, Integer> fields = Map.of(
                HEADER_LENGTH,
                preamble.headerLength(),
                BASE_LENGTH,
                preamble.baseLength(),
                Forgery.JOURNAL_SLOTS,
                preamble.journalSlots());
        fields.forEach((at, right) -> {
            for (long wrong :
                    new long[] {right + 512L, right + 4096L, 1 << 24, (1 << 24) + 1, 0x7FFFFFFF, 0xFFFFFFFFL}) {
                add("length at " + at + " is " + wrong, Failure.FILE_LENGTHS, with(file, at, Bytes.ofInt(wrong, 4)));
            }
        });
        for (int at : List.of(HEADER_LENGTH, BASE_LENGTH)) {
            add("length at " + at + " is 0", Failure.FILE_LENGTHS, with(file, at, Bytes.ofInt(0, 4)));
        }
        add("too many changes", Failure.FILE_LENGTHS, with(file, GENERATION, Bytes.of(0xFF)));
        for (int less : new int[] {1, 2, 511, 512, 513, 1024, file.length() - 512, file.length() / 2}) {
            add("cut short by " + less, Failure.FILE_LENGTHS, file.slice(0, file.length() - less));
        }
        for (int more : new int[] {1, 2, 511, 512, 4096, 65_536}) {
            add("longer by " + more, Failure.FILE_LENGTHS, file.concat(zeros(more)));
        }
        for (int at = LAST_FIELD; at < Preamble.LENGTH; at += 50) {
            add("not empty at " + at, Failure.FILE_LENGTHS, Forgery.repaired(Forgery.change(file, at, 1)));
        }
        int afterHeader = Preamble.LENGTH + preamble.headerLength();
        add("not empty after the header", Failure.FILE_LENGTHS, card.signed(Forgery.change(file, afterHeader, 1)));
        add("not empty at the end", Failure.FILE_LENGTHS, card.signed(Forgery.change(file, file.length() - 1, 1)));
    }

    /** By accident: the checksum is as it was. */
    private void damage() {
        int step = (file.length() - Preamble.LENGTH) / 16;
        for (int at = Preamble.LENGTH; at < file.length(); at += step) {
            add("a bit at " + at, Failure.FILE_CHECKSUM, Forgery.change(file, at, 4));
        }
        for (int at : new int[] {12, 27, 29, 35, 36, 51, Forgery.CHECKSUM, Forgery.TAG - 1}) {
            add("a bit at " + at, Failure.FILE_CHECKSUM, Forgery.change(file, at, 4));
        }
    }

    /** Altered by somebody with the keys; each element of the header in turn. */
    private void headers() {
        int headerEnd = Preamble.LENGTH + card.card.frame().preamble().headerLength();
        DerReader elements =
                DerReader.ofSequence(file.slice(Preamble.LENGTH, headerEnd).toArray(), Failure.FILE_ENCODING);
        while (elements.more()) {
            int at = Preamble.LENGTH + elements.position();
            int length = elements.raw().length();
            add(
                    "another tag in the header at " + at,
                    Failure.FILE_ENCODING,
                    card.signed(Forgery.change(file, at, 0x40)));
            if (length > 2) {
                add(
                        "a longer element of the header at " + at,
                        Failure.FILE_ENCODING,
                        card.signed(with(file, at + 1, Bytes.of(0x7F))));
            }
        }
        add("another version of the header", Failure.FILE_ENCODING, replaced("020101", "020102"));
        add("a negative version of the header", Failure.FILE_ENCODING, replaced("020101", "0201FF"));
        add("another type of file", Failure.FILE_ENCODING, replaced("020138", "020139"));
        add("another structure of file", Failure.FILE_ENCODING, replaced("020104", "020106"));
        add("an unknown state of life", Failure.FILE_ENCODING, replaced("0C0454455354", "0C0454455355"));
        add("no UTF-8 in the label", Failure.FILE_ENCODING, replaced("54C3A97374", "54C3C37374"));
        add("the 13th month", Failure.FILE_ENCODING, card.signed(with(file, find("180F") + 6, Bytes.ascii("13"))));
        add("no time at all", Failure.FILE_ENCODING, card.signed(with(file, find("180F") + 2, Bytes.ascii("noon"))));
        add("a card id in the header that is another's", Failure.FILE_LENGTHS, card.signed(otherId()));
    }

    private Bytes otherId() {
        return Forgery.change(file, find("0410" + card.header().cardId()) + 2, 1);
    }

    private int find(String hex) {
        Bytes wanted = Bytes.hex(hex);
        for (int at = Preamble.LENGTH; at + wanted.length() <= file.length(); at++) {
            if (file.from(at).startsWith(wanted)) {
                return at;
            }
        }
        throw new AssertionError(hex + " is not in the file");
    }

    private Bytes replaced(String from, String to) {
        return card.signed(with(file, find(from), Bytes.hex(to)));
    }

    private void costs() {
        int[][] costs = {
            {19_455, 2, 1},
            {1, 2, 1},
            {0, 0, 0},
            {19_456, 0, 1},
            {19_456, 2, 0},
            {19_456, 17, 1},
            {19_456, 2, 9},
            {1 << 20, 5, 1},
            {(1 << 20) + 1, 1, 1},
            {Integer.MAX_VALUE, 1, 1},
            {19_456, Integer.MAX_VALUE, 1},
            {19_456, 2, Integer.MAX_VALUE},
            {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}
        };
        for (int[] cost : costs) {
            add("costs " + Arrays.toString(cost), Failure.FILE_KDF_LIMITS, card.with(slot(cost, SALT)));
        }
        int[] cheap = {19_456, 2, 1};
        for (String salt : List.of("", "abc", SALT.toUpperCase(java.util.Locale.ROOT), SALT.substring(1) + "1")) {
            add("salt \"" + salt + "\"", Failure.FILE_ENCODING, card.with(slot(cheap, salt)));
        }
        add("a slot without an envelope", Failure.FILE_ENVELOPE, card.with(slot(cheap, SALT)));
    }

    private static final String SALT = "abcdefghijklmnopqrstuvwxyz";

    private Header slot(int[] cost, String salt) {
        return card.withSlots(List.of(new Slot(1, Slot.PASSWORD, DerWriter.sequenceOf(der -> {
            der.sequence(() -> {
                der.integer(cost[0]);
                der.integer(cost[1]);
                der.integer(cost[2]);
                der.text(salt);
            });
            der.octets(Preamble.NO_TAG);
            der.octets(Bytes.EMPTY);
        }))));
    }

    /** Altered by somebody without the keys: the checksum is right, the tag is not. */
    private void strangers() {
        for (int at : new int[] {29, 35, 36, 51, Forgery.TAG, Forgery.TAG + 31}) {
            add("altered at " + at, Failure.FILE_AUTHENTICITY, Forgery.repaired(Forgery.change(file, at, 1)));
        }
        add(
                "another label",
                Failure.FILE_AUTHENTICITY,
                Forgery.repaired(with(file, find("54C3A97374"), Bytes.of('B'))));
        add(
                "another time",
                Failure.FILE_AUTHENTICITY,
                Forgery.repaired(with(file, find("180F") + 2, Bytes.ascii("1999"))));
        try (Secret key = Secret.random(Sha256.LENGTH)) {
            Frame from = card.card.frame();
            Bytes forged = Frame.assemble(from.preamble(), from.header(), from.areas(), key)
                    .bytes();
            add("signed by another card", Failure.FILE_AUTHENTICITY, forged);
        }
    }

    private void envelopes() {
        List<Area> sealed = List.of(Area.PRIVATE, Area.SECRET_KEY, Area.PASSWORD);
        for (Area area : sealed) {
            Bytes stored = card.card.frame().area(area);
            for (Area other : Header.AREAS) {
                if (other != area) {
                    add(
                            area + " holds what belongs in " + other,
                            Failure.FILE_ENVELOPE,
                            card.with(area, card.card.frame().area(other)));
                }
            }
            int length = stored.length();
            for (int at : new int[] {4, 20, 40, length / 2, length - 40, length - 17, length - 1}) {
                add(
                        "%s altered at %d".formatted(area, at),
                        Failure.FILE_ENVELOPE,
                        card.with(area, Forgery.change(stored, at, 1)));
            }
            add(area + " is an empty sequence", Failure.FILE_ENVELOPE, card.with(area, Bytes.hex("3000")));
        }
        add(
                "PUBLIC holds what belongs in PRIVATE",
                Failure.FILE_ENCODING,
                card.with(Area.PUBLIC, card.card.frame().area(Area.PRIVATE)));
    }

    private void meanings() {
        for (String oid : List.of("2.999.1", "1.2.3", "2.25.1")) {
            Header header = card.withExtensions(new Extension(oid, true, Bytes.EMPTY));
            add("critical extension " + oid, Failure.FILE_CRITICAL_EXTENSION, card.with(header));
        }
        Slot open = card.header().slots().get(0);
        add("two slots with one number", Failure.FILE_SEMANTICS, card.with(card.withSlots(List.of(open, open))));
        add("an open card in use", Failure.FILE_SEMANTICS, card.with(card.withLifecycle(Lifecycle.ACTIVE)));
        add("a guard too many", Failure.FILE_SEMANTICS, card.with(card.withGuards("open", "piv-pin", "third")));
        add("no guards", Failure.FILE_SEMANTICS, card.with(card.withGuards()));
        add("no way to open it", Failure.NOT_SUPPORTED, card.with(card.withSlots(List.of())));
        Content from = card.card.content();
        PinReference pin = from.passwordArea().pins().get(Cards.PIN);
        if (pin == null) {
            throw new AssertionError("no PIN");
        }
        for (int left : new int[] {4, 15}) {
            Draft draft = new Draft(from);
            draft.putPin(pin.withTriesLeft(left));
            add(left + " tries of 3", Failure.FILE_SEMANTICS, card.with(draft.finish()));
        }
        TreeMap<vsc.model.ObjectId, Bytes> objects =
                new TreeMap<>(from.publicArea().objects());
        objects.put(Cards.PRINTED, Bytes.EMPTY);
        add(
                "an object in two areas",
                Failure.FILE_SEMANTICS,
                card.with(new Content(
                        new PublicArea(objects), from.privateArea(), from.secretKeyArea(), from.passwordArea())));
    }

    /** What only the last record of a journal may look like, in front of it. */
    private void journals(Forgery used) {
        Bytes whole = used.original();
        int start = BitFlips.journalStart(whole);
        int slots = used.card.journal().next();
        if (slots < 3) {
            throw new AssertionError("only " + slots + " slots are used");
        }
        for (int slot = 0; slot < slots - 1; slot++) {
            int at = start + slot * Journal.SLOT;
            add("slot " + slot + " emptied", Failure.FILE_JOURNAL, BitFlips.withZeros(whole, at, at + Journal.SLOT));
            for (int byteAt : new int[] {0, 2, 3, 5, 60, 150, Journal.SLOT - 1}) {
                add(
                        "byte %d of slot %d altered".formatted(byteAt, slot),
                        Failure.FILE_JOURNAL,
                        Forgery.change(whole, at + byteAt, 1));
            }
            Bytes next = whole.slice(at + Journal.SLOT, at + 2 * Journal.SLOT);
            add("slot " + (slot + 1) + " twice", Failure.FILE_JOURNAL, with(whole, at, next));
            Bytes swapped = with(with(whole, at, next), at + Journal.SLOT, whole.slice(at, at + Journal.SLOT));
            add("slots %d and %d swapped".formatted(slot, slot + 1), Failure.FILE_JOURNAL, swapped);
        }
        add("not empty at its end", Failure.FILE_JOURNAL, Forgery.change(whole, whole.length() - 1, 1));
        add("shorter by a slot", Failure.FILE_LENGTHS, whole.slice(0, whole.length() - Journal.SLOT));
    }
}
