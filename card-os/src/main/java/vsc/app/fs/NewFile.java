// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** The data field of CREATE FILE (7816-9, 6.2). */
final class NewFile {
    private static final int FCP = 0x62;
    private static final int FCI = 0x6F;
    private static final int MAX_SIZE = 0x10_0000;
    private static final int MAX_NAME = 16;

    /** Of MyEID, in the second byte of tag 85: the file goes with the session. */
    private static final int TEMPORARY = 0x01;

    /** These name the MF, the current DF, a path, and nothing (7816-4, 7.3.2). */
    private static final Set<Integer> RESERVED = Set.of(0x3F00, 0x3FFF, 0xFFFF, 0x0000);

    private NewFile() {}

    /**
     * A file as the command describes it: an FCP template, or one in an FCI template with management data beside it. P1 is
     * the file descriptor and P2 a short identifier where the template gives none.
     */
    static FileNode parse(FileTree tree, FileNode df, CommandApdu c) {
        List<Tlv> outer = Tlv.parseAll(c.data());
        CardError.unless(outer.size() == 1, StatusWord.WRONG_DATA);
        List<Tlv> given = outer.get(0).children();
        boolean whole = outer.get(0).tag() == FCI;
        CardError.unless(whole || outer.get(0).tag() == FCP, StatusWord.WRONG_DATA);
        Optional<Bytes> inner = whole ? Tlv.find(given, FCP) : Optional.empty();
        Bytes management = whole ? Tlv.find(given, FileNode.FMD).orElse(Bytes.EMPTY) : Bytes.EMPTY;
        List<Tlv> fcp = new ArrayList<>(inner.map(Tlv::parseAll).orElse(given));
        fcp.removeIf(field -> field.tag() == FileNode.FMD);
        Tlv.parseAll(management);
        if (c.p1() != 0 && Tlv.find(fcp, FileNode.DESCRIPTOR).isEmpty()) {
            fcp.add(Tlv.of(FileNode.DESCRIPTOR, Bytes.of(c.p1())));
        }
        if (c.p2() != 0 && Tlv.find(fcp, FileNode.SHORT_ID).isEmpty()) {
            fcp.add(Tlv.of(FileNode.SHORT_ID, Bytes.of(c.p2() & 0xF8)));
        }
        FileNode file = new FileNode(tree.state().nextNumber(), df.number(), fcp, management);
        checkShape(file);
        return file;
    }

    private static void checkShape(FileNode file) {
        long distinct = file.fcp().stream().map(Tlv::tag).distinct().count();
        requireData(distinct == file.fcp().size());
        requireData(file.find(FileNode.DESCRIPTOR).isPresent());
        requireData(file.find(FileNode.FILE_ID).filter(id -> id.length() == 2).isPresent());
        requireData(!RESERVED.contains(file.fileId()));
        requireShort(file, FileNode.SIZE, 1, 3);
        requireShort(file, FileNode.TOTAL_SIZE, 2, 3);
        requireShort(file, FileNode.SHORT_ID, 0, 1);
        requireShort(file, FileNode.LIFE_CYCLE, 1, 1);
        requireShort(file, FileNode.NAME, 1, MAX_NAME);
        requireData(file.isDf() || file.name().isEmpty());
        FileDescriptor.Kind kind = file.kind();
        if (kind == FileDescriptor.Kind.TRANSPARENT) {
            requireData(file.find(FileNode.SIZE)
                    .or(() -> file.find(FileNode.TOTAL_SIZE))
                    .isPresent());
        }
        CardError.unless(file.size() <= MAX_SIZE, StatusWord.NOT_ENOUGH_MEMORY);
        if (kind == FileDescriptor.Kind.KEY) {
            KeyFile.type(file);
        }
    }

    private static void requireShort(FileNode file, int tag, int least, int most) {
        requireData(file.find(tag)
                .map(value -> value.length() >= least && value.length() <= most)
                .orElse(true));
    }

    private static void requireData(boolean condition) {
        CardError.unless(condition, StatusWord.WRONG_DATA);
    }

    /**
     * What has to be looked up in the tree.
     *
     * @throws CardError 6A89 or 6A8A if there is such a file or name, 6A80 for access rules in an unknown form, 6A84 if
     *     there are too many DFs in each other
     */
    static void check(FileTree tree, FileNode df, FileNode file) {
        CardError.unless(tree.child(df, file.fileId()).isEmpty(), StatusWord.FILE_EXISTS);
        CardError.unless(file.name().flatMap(tree.state()::named).isEmpty(), StatusWord.NAME_EXISTS);
        CardError.unless(
                file.shortId() == 0
                        || file.find(FileNode.SHORT_ID).isEmpty()
                        || tree.childByShortId(df, file.shortId()).isEmpty(),
                StatusWord.FILE_EXISTS);
        CardError.unless(!file.isDf() || tree.depth(df) + 1 < FileTree.MAX_DEPTH, StatusWord.NOT_ENOUGH_MEMORY);
        AccessRules.of(tree, file).check();
    }

    static boolean isTemporary(FileNode file) {
        return file.isKey()
                && file.find(FileNode.PROPRIETARY)
                        .filter(value -> value.length() == 2 && (value.at(1) & TEMPORARY) != 0)
                        .isPresent();
    }
}
