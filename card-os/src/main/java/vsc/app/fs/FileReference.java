// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.StatusWord;

/** Which file a command means by P1 and its data field (7816-4, table 62). */
record FileReference(FileTree tree, Selection selection) {
    private static final int ID_LENGTH = 2;
    private static final int BY_ID = 0x00;
    private static final int CHILD_DF = 0x01;
    private static final int CHILD_EF = 0x02;
    private static final int PARENT_DF = 0x03;
    private static final int BY_NAME = 0x04;
    private static final int PATH_FROM_MF = 0x08;
    private static final int PATH_FROM_DF = 0x09;

    /**
     * @throws CardError 6A82 if it is not there, 6A86 for an unknown P1, 6700 if the data have not the length for it
     */
    FileNode resolve(CommandApdu c) {
        Bytes data = c.data();
        Optional<FileNode> found = switch (c.p1()) {
            case BY_ID -> data.isEmpty() ? Optional.of(tree.root()) : byId(id(data));
            case CHILD_DF -> tree.child(selection.df(), id(data)).filter(FileNode::isDf);
            case CHILD_EF -> tree.child(selection.df(), id(data)).filter(file -> !file.isDf());
            case PARENT_DF -> parent(data);
            case BY_NAME -> tree.named(data);
            case PATH_FROM_MF -> path(tree.root(), withoutMf(data));
            case PATH_FROM_DF -> path(selection.df(), data);
            default -> throw new CardError(StatusWord.WRONG_P1_P2);
        };
        return found.orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
    }

    /** The current file if P1 is 00 and there are no data. */
    FileNode resolveOrCurrent(CommandApdu c) {
        CardError.unless(c.p2() <= 0x0F, StatusWord.WRONG_P1_P2);
        return c.p1() == BY_ID && c.data().isEmpty() ? selection.file() : resolve(c);
    }

    private static int id(Bytes data) {
        CardError.unless(data.length() == ID_LENGTH, StatusWord.WRONG_LENGTH);
        return (int) data.toLong();
    }

    /** The MF; or what is in the current DF; or that DF, its DF, or what is in there. */
    private Optional<FileNode> byId(int id) {
        if (id == FileTree.MF_ID) {
            return Optional.of(tree.root());
        }
        FileNode df = selection.df();
        FileNode above = tree.parent(df);
        return tree.child(df, id)
                .or(() -> df.fileId() == id ? Optional.of(df) : Optional.empty())
                .or(() -> above.fileId() == id ? Optional.of(above) : Optional.empty())
                .or(() -> tree.child(above, id));
    }

    private Optional<FileNode> parent(Bytes data) {
        CardError.unless(data.isEmpty(), StatusWord.WRONG_LENGTH);
        FileNode df = selection.df();
        return df.number() == FileTree.MF ? Optional.empty() : Optional.of(tree.parent(df));
    }

    private static Bytes withoutMf(Bytes path) {
        return path.startsWith(Bytes.ofInt(FileTree.MF_ID, ID_LENGTH)) ? path.from(ID_LENGTH) : path;
    }

    private Optional<FileNode> path(FileNode from, Bytes path) {
        CardError.unless(path.length() % ID_LENGTH == 0, StatusWord.WRONG_LENGTH);
        Optional<FileNode> at = Optional.of(from);
        for (int i = 0; i < path.length() && at.isPresent(); i += ID_LENGTH) {
            int id = (int) path.slice(i, i + ID_LENGTH).toLong();
            at = at.filter(FileNode::isDf).flatMap(df -> tree.child(df, id));
        }
        return at;
    }

    /** A file identifier in the current DF, or a path from the MF. */
    Optional<FileNode> byIdOrPath(Bytes reference) {
        return reference.length() == ID_LENGTH
                ? tree.child(selection.df(), (int) reference.toLong())
                : path(tree.root(), withoutMf(reference));
    }
}
