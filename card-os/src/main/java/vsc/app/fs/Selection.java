// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Optional;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** The current DF and EF of a channel (7816-4, 7.2). Files may be deleted on another channel meanwhile. */
final class Selection {
    private final FileTree tree;
    private int df = FileTree.MF;
    private int ef;
    private int record;

    Selection(FileTree tree) {
        this.tree = tree;
    }

    void select(FileNode file) {
        df = file.isDf() ? file.number() : file.parent();
        ef = file.isDf() ? 0 : file.number();
        record = 0;
    }

    /** The MF if the current DF is not there any more. */
    FileNode df() {
        return tree.find(df).orElseGet(tree::root);
    }

    Optional<FileNode> ef() {
        return ef == 0 ? Optional.empty() : tree.find(ef);
    }

    /**
     * @throws CardError 6986 if there is none
     */
    FileNode requireEf() {
        return ef().orElseThrow(() -> new CardError(StatusWord.NO_CURRENT_FILE));
    }

    /** The current EF, or else the current DF. */
    FileNode file() {
        return ef().orElseGet(this::df);
    }

    /** The number of the current record, 0 if there is none. */
    int record() {
        return record;
    }

    void record(int number) {
        record = number;
    }
}
