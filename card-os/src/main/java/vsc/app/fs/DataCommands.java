// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.app.fs.FileTree.Part;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * GET DATA and PUT DATA (7816-4, 11.5): data objects of a DF, or of an EF that holds data objects. With an even INS P1-P2
 * are the tag and the data field is the value; with an odd one P1-P2 name the file, and data objects travel whole.
 */
final class DataCommands {
    private static final int CURRENT_DF = 0x3FFF;
    private static final int TAG_LIST = 0x5C;
    private static final int MAX_ONE_BYTE_TAG = 0xFF;
    private static final int FIRST_TWO_BYTE_TAG = 0x1F00;
    private static final int MAX_LENGTH = 0x8000;

    /** P1 of the commands that are about the card and its keys. */
    private static final int CARD = 0x01;

    private final Session session;
    private final CardCommands card;

    DataCommands(Session session, CardCommands card) {
        this.session = session;
        this.card = card;
    }

    /**
     * @throws CardError 6A88 for a data object that is not there
     */
    ResponseApdu get(CommandApdu c) {
        if (BinaryCommands.isOdd(c)) {
            FileNode holder = holder(c);
            Bytes tags = Tlv.parseOne(c.data(), TAG_LIST).value();
            return ResponseApdu.of(listed(objects(holder), tags));
        }
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        if (c.p1() == CARD) {
            return card.get(c);
        }
        int tag = evenTag(c);
        return ResponseApdu.of(Tlv.find(objects(current()), tag)
                .orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND)));
    }

    /** All data objects if the list is empty. */
    private static Bytes listed(List<Tlv> objects, Bytes tags) {
        if (tags.isEmpty()) {
            return Tlv.encodeAll(objects);
        }
        List<Tlv> found = new ArrayList<>();
        for (int tag : TagList.parse(tags)) {
            Tlv.find(objects, tag).ifPresent(value -> found.add(new Tlv(tag, value)));
        }
        CardError.unless(!found.isEmpty(), StatusWord.REFERENCED_DATA_NOT_FOUND);
        return Tlv.encodeAll(found);
    }

    ResponseApdu put(CommandApdu c) {
        if (BinaryCommands.isOdd(c)) {
            List<Tlv> given = Tlv.parseAll(c.data());
            CardError.unless(!given.isEmpty(), StatusWord.WRONG_DATA);
            return store(holder(c), given);
        }
        if (c.p1() == CARD) {
            return card.put(c);
        }
        return store(current(), List.of(new Tlv(evenTag(c), c.data())));
    }

    private static int evenTag(CommandApdu c) {
        int tag = c.p1p2();
        boolean oneByte = tag > 0 && tag < MAX_ONE_BYTE_TAG && (tag & 0x1F) != 0x1F;
        boolean twoBytes = tag >= FIRST_TWO_BYTE_TAG && (c.p1() & 0x1F) == 0x1F && (c.p2() & 0x80) == 0;
        CardError.unless(oneByte || twoBytes, StatusWord.WRONG_P1_P2);
        return tag;
    }

    /** The current EF if it holds data objects, and else the current DF. */
    private FileNode current() {
        return session.selection
                .ef()
                .filter(file -> file.kind() == FileDescriptor.Kind.DATA_OBJECTS)
                .orElseGet(session.selection::df);
    }

    private FileNode holder(CommandApdu c) {
        if (c.p1p2() == 0) {
            return current();
        }
        if (c.p1p2() == CURRENT_DF) {
            return session.selection.df();
        }
        FileNode file = c.p1p2() == FileTree.MF_ID
                ? session.tree.root()
                : session.tree
                        .child(session.selection.df(), c.p1p2())
                        .orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
        CardError.unless(file.isDf() || file.kind() == FileDescriptor.Kind.DATA_OBJECTS, StatusWord.INCOMPATIBLE_FILE);
        return file;
    }

    private List<Tlv> objects(FileNode holder) {
        if (holder.isDf()) {
            return Tlv.parseAll(session.store
                    .publicData(FileTree.id(holder.number(), Part.DATA_OBJECTS))
                    .orElse(Bytes.EMPTY));
        }
        session.status.require(holder, Operation.READ);
        return Tlv.parseAll(session.contents.read(holder));
    }

    private ResponseApdu store(FileNode holder, List<Tlv> given) {
        session.status.require(holder, holder.isDf() ? Operation.PUT_DATA : Operation.UPDATE);
        List<Tlv> next = new ArrayList<>(objects(holder));
        for (Tlv object : given) {
            Optional<Tlv> before =
                    next.stream().filter(each -> each.tag() == object.tag()).findFirst();
            if (before.isPresent()) {
                next.set(next.indexOf(before.get()), object);
            } else {
                next.add(object);
            }
        }
        Bytes encoded = Tlv.encodeAll(next);
        int most = holder.isDf() || holder.size() == 0 ? MAX_LENGTH : holder.size();
        CardError.unless(encoded.length() <= most, StatusWord.NOT_ENOUGH_MEMORY);
        if (holder.isDf()) {
            session.tree.commit(
                    state -> state, edit -> edit.putPublic(FileTree.id(holder.number(), Part.DATA_OBJECTS), encoded));
        } else {
            session.contents.write(holder, encoded);
        }
        return ResponseApdu.OK;
    }
}
