// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * The commands for transparent EFs (7816-4, 11.3). With an even INS, P1-P2 are a short identifier and an offset of one byte,
 * or an offset of 15 bits; with an odd one they name the file, and offset and data are data objects 54 and 53.
 */
final class BinaryCommands {
    static final int OFFSET = 0x54;
    static final int DATA = 0x53;

    private static final int SHORT_FORM = 0x80;
    private static final int SHORT_ID = 0x1F;
    private static final int MAX_OFFSET_LENGTH = 3;
    private static final int OVERHEAD = 2;

    private final Session session;

    BinaryCommands(Session session) {
        this.session = session;
    }

    /** Where a command works. */
    private record Place(FileNode file, int offset) {}

    static boolean isOdd(CommandApdu c) {
        return (c.ins() & 1) != 0;
    }

    /**
     * The file and the offset, which is inside of it.
     *
     * @throws CardError 6981 if the file is not transparent, 6B00 if the offset is outside
     */
    private Place place(CommandApdu c, Operation operation) {
        FileNode file = isOdd(c) ? byIdentifier(c.p1p2()) : evenFile(c);
        CardError.unless(file.kind() == FileDescriptor.Kind.TRANSPARENT, StatusWord.INCOMPATIBLE_FILE);
        session.status.require(file, operation);
        int offset = isOdd(c)
                ? number(Tlv.find(fields(c), OFFSET).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA)))
                : (c.p1() & SHORT_FORM) != 0 ? c.p2() : c.p1p2();
        CardError.unless(offset <= size(file), StatusWord.WRONG_OFFSET);
        return new Place(file, offset);
    }

    private FileNode evenFile(CommandApdu c) {
        if ((c.p1() & SHORT_FORM) == 0) {
            return session.ef(0);
        }
        CardError.unless((c.p1() & ~SHORT_FORM) <= SHORT_ID, StatusWord.WRONG_P1_P2);
        return session.ef(c.p1() & SHORT_ID);
    }

    /** 0000 is the current EF, up to 001E a short identifier, anything else a file identifier (7816-4, 11.3.1). */
    private FileNode byIdentifier(int p1p2) {
        return p1p2 < SHORT_ID ? session.ef(p1p2) : session.efById(p1p2);
    }

    private int size(FileNode file) {
        return file.number() == FileTree.IDENTIFIER
                ? session.contents.read(file).length()
                : file.size();
    }

    static List<Tlv> fields(CommandApdu c) {
        return Tlv.parseAll(c.data());
    }

    static int number(Bytes value) {
        CardError.unless(!value.isEmpty() && value.length() <= MAX_OFFSET_LENGTH + 1, StatusWord.WRONG_DATA);
        CardError.unless(value.length() <= MAX_OFFSET_LENGTH || value.at(0) == 0, StatusWord.WRONG_OFFSET);
        return (int) value.toLong();
    }

    /**
     * Reads up to the end of the file.
     *
     * @throws CardError 6B00 for an offset outside of the file
     */
    ResponseApdu read(CommandApdu c) {
        CardError.unless(isOdd(c) || c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        Place place = place(c, Operation.READ);
        Bytes content = session.contents.read(place.file);
        CardError.unless(content.isEmpty() || place.offset < content.length(), StatusWord.WRONG_OFFSET);
        Bytes rest = content.from(place.offset);
        int wanted = c.ne() == 0 ? (c.extended() ? 65536 : 256) : c.ne();
        if (isOdd(c)) {
            Bytes part = fitting(rest, wanted);
            return ResponseApdu.of(Tlv.of(DATA, part).encode());
        }
        if (rest.length() >= wanted) {
            return ResponseApdu.of(rest.slice(0, wanted));
        }
        boolean everything = wanted == 256 || wanted == 65536;
        return new ResponseApdu(rest, everything && !rest.isEmpty() ? StatusWord.OK : StatusWord.END_OF_FILE);
    }

    /** As much as fits into the answer together with tag and length. */
    static Bytes fitting(Bytes rest, int wanted) {
        int length = Math.min(rest.length(), Math.max(0, wanted - OVERHEAD));
        while (Tlv.of(DATA, rest.slice(0, length)).encode().length() > wanted && length > 0) {
            length--;
        }
        return rest.slice(0, length);
    }

    private static Bytes data(CommandApdu c) {
        Bytes data =
                isOdd(c) ? Tlv.find(fields(c), DATA).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA)) : c.data();
        CardError.unless(!data.isEmpty(), isOdd(c) ? StatusWord.WRONG_DATA : StatusWord.WRONG_LENGTH);
        return data;
    }

    private static void requireRoom(Place place, int length) {
        CardError.unless(place.offset < place.file.size(), StatusWord.WRONG_OFFSET);
        CardError.unless(length <= place.file.size() - place.offset, StatusWord.NOT_ENOUGH_MEMORY);
    }

    /**
     * @throws CardError 6A84 if the data go beyond the end of the file
     */
    ResponseApdu update(CommandApdu c) {
        Bytes data = data(c);
        Place place = place(c, Operation.UPDATE);
        requireRoom(place, data.length());
        session.contents.overwrite(place.file, place.offset, data);
        return ResponseApdu.OK;
    }

    /** As the data coding byte of the file says: once, or OR, or AND. */
    ResponseApdu write(CommandApdu c) {
        Bytes data = data(c);
        Place place = place(c, Operation.WRITE);
        requireRoom(place, data.length());
        Bytes before = session.contents.read(place.file).slice(place.offset, place.offset + data.length());
        session.contents.overwrite(
                place.file, place.offset, Written.over(place.file.descriptor().writeFunction(), before, data));
        return ResponseApdu.OK;
    }

    /** Sets to FF, up to the offset in the data field or else up to the end. */
    ResponseApdu erase(CommandApdu c) {
        Place place = place(c, Operation.UPDATE);
        int end = end(c).orElse(place.file.size());
        CardError.unless(end <= place.file.size() && place.offset <= end, StatusWord.WRONG_DATA);
        if (end > place.offset) {
            session.contents.overwrite(place.file, place.offset, Written.erased(end - place.offset));
        }
        return ResponseApdu.OK;
    }

    private static Optional<Integer> end(CommandApdu c) {
        if (isOdd(c)) {
            List<Tlv> fields = fields(c);
            return fields.size() > 1 && fields.get(1).tag() == OFFSET
                    ? Optional.of(number(fields.get(1).value()))
                    : Optional.empty();
        }
        CardError.unless(c.data().isEmpty() || c.data().length() == 2, StatusWord.WRONG_LENGTH);
        return c.data().isEmpty() ? Optional.empty() : Optional.of(number(c.data()));
    }

    /** The offset of the first place, from the given one on, where the search string stands. */
    ResponseApdu search(CommandApdu c) {
        Bytes wanted = data(c);
        Place place = place(c, Operation.READ);
        Bytes content = session.contents.read(place.file);
        for (int at = place.offset; at + wanted.length() <= content.length(); at++) {
            if (content.from(at).startsWith(wanted)) {
                Bytes found = Bytes.ofInt(at, at > 0xFFFF ? 3 : 2);
                return ResponseApdu.of(isOdd(c) ? Tlv.of(OFFSET, found).encode() : found);
            }
        }
        return ResponseApdu.of(StatusWord.END_OF_FILE);
    }
}
