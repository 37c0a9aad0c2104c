// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import vsc.iso.Bytes;
import vsc.model.ObjectStore;

/** A file system with nothing in it but the MF, the identifier file and the DF of PKCS #15; access conditions do not hold yet. */
final class EmptyCard {
    static final int FIRST_NUMBER = FileTree.IDENTIFIER + 1;

    /** Once the card is finalised, the owner makes files, and the security officer erases them all. */
    static final Bytes MASTER_FILE = Bytes.hex("11 3F FF");

    static final Bytes APPLICATION = Bytes.hex("11 1F FF");

    private static final int PKCS15_ID = 0x5015;

    private EmptyCard() {}

    /** On a new card. */
    static void make(ObjectStore.Edit edit) {
        make(edit, 0, FIRST_NUMBER, MASTER_FILE, APPLICATION);
    }

    /** Instead of all that there is. PINs are not defined any more. */
    static void make(FileTree tree, Bytes masterFile, Bytes pkcs15) {
        List<FileNode> doomed = tree.subtree(tree.root());
        TreeState before = tree.state();
        tree.store().commit(edit -> {
            doomed.forEach(file -> tree.remove(edit, file));
            make(edit, before.changed().changes(), before.nextNumber(), masterFile, pkcs15);
        });
    }

    private static void make(ObjectStore.Edit edit, int changes, int number, Bytes masterFile, Bytes pkcs15) {
        TreeBuilder tree = new TreeBuilder(number, masterFile);
        tree.addDf(PKCS15_ID, pkcs15, FileSystem.PKCS15_AID.value());
        tree.put(edit, false, changes, 0);
    }
}
