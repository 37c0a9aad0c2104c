// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A whole file as it lies on disk, with all checks of it that need no secret; what is in its journal takes one.
 *
 * @param areas as they are stored: all but the identifier area, which is the header
 * @param bytes the file
 */
record Frame(Preamble preamble, Header header, Map<Area, Bytes> areas, Bytes bytes) {
    static final int MAX_LENGTH = 16 << 20;

    /**
     * The file that holds {@code content}.
     *
     * @param identity card id, generation, branch and number of journal slots
     * @param header all but guards, length and area index
     * @throws Rejected {@code FILE_SIZE} if it would be too large
     */
    static Frame write(Preamble identity, Header header, Content content, AreaKeys keys) {
        Map<Area, Bytes> areas = content.seal(identity.cardId(), identity.generation(), header.previous(), keys);
        Header guarded =
                header.guarded(List.copyOf(content.passwordArea().guards().keySet()));
        return assemble(identity, guarded, areas, keys.mac());
    }

    /**
     * @param header all but length and area index
     */
    static Frame assemble(Preamble identity, Header header, Map<Area, Bytes> areas, Secret macKey) {
        Bytes base = DerWriter.sequenceOf(
                der -> Header.AREAS.forEach(area -> der.raw(areas.getOrDefault(area, Bytes.EMPTY))));
        requireSize(base.length() <= MAX_LENGTH);
        Header complete = layOut(header, base, identity.journalSlots());
        Bytes encoded = complete.encode();
        requireSize(encoded.length() <= Header.MAX_LENGTH && complete.length() <= MAX_LENGTH);
        Preamble untagged = identity.sized(encoded.length(), base.length());
        Bytes body = Blocks.pad(encoded).concat(Blocks.pad(base));
        Bytes start = untagged.encode();
        Preamble preamble = untagged.tagged(Sha256.hash(start, body), Sha256.hmac(macKey, start, body));
        Bytes journal = Bytes.adopt(new byte[identity.journalSlots() * Journal.SLOT]);
        return new Frame(preamble, complete, areas, preamble.encode().concat(body, journal));
    }

    /** The header holds the length of the file, and so its own: written again until it fits. */
    private static Header layOut(Header header, Bytes base, int journalSlots) {
        List<AreaEntry> index = index(base);
        Header complete = header.laidOut(0, index);
        int length = 0;
        do {
            complete = header.laidOut(length, index);
            length = length(complete.encode().length(), base.length(), journalSlots);
            requireSize(length <= MAX_LENGTH);
        } while (length != complete.length());
        return complete;
    }

    private static int length(int header, int base, int journalSlots) {
        long length = (long) Preamble.LENGTH
                + Blocks.padded(header)
                + Blocks.padded(base)
                + (long) journalSlots * Journal.SLOT;
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    private static void requireSize(boolean condition) {
        Rejected.unless(condition, Failure.FILE_SIZE, "would be larger than a VSC file can be");
    }

    private static List<AreaEntry> index(Bytes base) {
        DerReader der = DerReader.ofSequence(base.toArray(), Failure.FILE_ENCODING);
        List<AreaEntry> index = new ArrayList<>();
        for (Area area : Header.AREAS) {
            int offset = der.position();
            Bytes stored = der.raw();
            index.add(new AreaEntry(area, offset, stored.length(), Sha256.hash(stored)));
        }
        der.end();
        return index;
    }

    /**
     * @throws Rejected with the first check that fails, in the order of FORMAT.md
     */
    static Frame parse(Bytes file) {
        checkStart(file);
        Preamble preamble = Preamble.parse(file.slice(0, Preamble.LENGTH));
        int headerEnd = Preamble.LENGTH + Blocks.padded(preamble.headerLength());
        int baseEnd = headerEnd + Blocks.padded(preamble.baseLength());
        Rejected.unless(
                preamble.headerLength() <= Header.MAX_LENGTH
                        && length(preamble.headerLength(), preamble.baseLength(), preamble.journalSlots())
                                == file.length(),
                Failure.FILE_LENGTHS,
                "is damaged: it is shorter or longer than it says");
        Bytes start = preamble.untagged().encode();
        Bytes body = file.slice(Preamble.LENGTH, baseEnd);
        Rejected.unless(
                Sha256.hash(start, body).equals(preamble.checksum()),
                Failure.FILE_CHECKSUM,
                "is damaged: its checksum is wrong");
        Bytes encoded = part(file, Preamble.LENGTH, preamble.headerLength());
        Bytes base = part(file, headerEnd, preamble.baseLength());
        Header header = parseHeader(encoded, base, preamble, file.length());
        Map<Area, Bytes> areas = new EnumMap<>(Area.class);
        for (AreaEntry entry : header.areas()) {
            areas.put(entry.area(), base.slice(entry.offset(), entry.offset() + entry.length()));
        }
        return new Frame(preamble, header, areas, file);
    }

    private static void checkStart(Bytes file) {
        Rejected.unless(!file.isEmpty(), Failure.FILE_SIZE, "is empty");
        Rejected.unless(file.length() <= MAX_LENGTH, Failure.FILE_SIZE, "is too large to be a VSC file");
        int magic = Math.min(file.length(), Preamble.MAGIC.length());
        Rejected.unless(Preamble.MAGIC.startsWith(file.slice(0, magic)), Failure.FILE_MAGIC, "is not a VSC file");
        Rejected.unless(file.length() >= Preamble.LENGTH, Failure.FILE_SIZE, "is damaged: most of it is missing");
    }

    private static Bytes part(Bytes file, int from, int length) {
        Blocks.requireZeros(
                file.slice(from + length, from + Blocks.padded(length)),
                Failure.FILE_LENGTHS,
                "is damaged: it is not empty between its parts");
        return file.slice(from, from + length);
    }

    private static Header parseHeader(Bytes encoded, Bytes base, Preamble preamble, int length) {
        Header header = Header.parse(encoded);
        Rejected.unless(
                header.length() == length && header.cardId().equals(preamble.cardId()),
                Failure.FILE_LENGTHS,
                "is damaged: its header is that of another file");
        header.checkSlots();
        Rejected.unless(
                encoded(index(base)).equals(encoded(header.areas())),
                Failure.FILE_ENCODING,
                "is damaged: its areas are not where they should be");
        header.check();
        return header;
    }

    /** The comparison of records would be linked by generated code when it is first made. */
    private static Bytes encoded(List<AreaEntry> areas) {
        return DerWriter.sequenceOf(der -> areas.forEach(area -> area.writeTo(der)));
    }

    /** The master key; errors as {@link KeySlot#unlockAny}. */
    KeySlot.Unlocked unlock(PasswordSource source) throws VscException {
        return KeySlot.unlockAny(preamble.cardId(), header.keySlots().toList(), source);
    }

    /** In bytes. */
    int length() {
        return bytes.length();
    }

    Bytes area(Area area) {
        return areas.getOrDefault(area, Bytes.EMPTY);
    }

    /**
     * @throws Rejected if a bit of the file was not written by an activated card
     */
    void authenticate(Secret macKey) {
        Bytes start = preamble.untagged().encode();
        Bytes body = bytes.slice(
                Preamble.LENGTH,
                Preamble.LENGTH + Blocks.padded(preamble.headerLength()) + Blocks.padded(preamble.baseLength()));
        Rejected.unless(
                Sha256.isEqual(Sha256.hmac(macKey, start, body), preamble.tag()),
                Failure.FILE_AUTHENTICITY,
                "was altered by somebody who cannot activate it");
    }
}
