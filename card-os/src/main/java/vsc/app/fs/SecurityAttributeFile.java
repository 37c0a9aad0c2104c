// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** Rules that stand in a record of an EF.ARR (7816-4, 9.3.6), in expanded form. */
final class SecurityAttributeFile {
    /** The file that a reference of one byte means. */
    private static final int IMPLICIT = 0x2F06;

    private SecurityAttributeFile() {}

    /**
     * The rule that tag 8B refers to: a record number; or a file identifier and a record number; or a file identifier and
     * pairs of security environment and record number, of which the first counts. Empty if it is not there.
     *
     * @throws CardError 6A80 if it is no such reference
     */
    static Optional<Bytes> rule(FileTree tree, FileNode file, Bytes reference) {
        int length = reference.length();
        CardError.unless(length == 1 || length == 3 || length >= 4 && length % 2 == 0, StatusWord.WRONG_DATA);
        int fileId = length == 1 ? IMPLICIT : (int) reference.slice(0, 2).toLong();
        int record = reference.at(length == 1 ? 0 : length == 3 ? 2 : 3);
        return nearest(tree, file, fileId).flatMap(found -> record(tree, found, record));
    }

    private static Optional<Bytes> record(FileTree tree, FileNode file, int number) {
        if (!file.descriptor().hasRecords()) {
            return Optional.empty();
        }
        Bytes content = tree.store()
                .publicData(FileTree.id(file.number(), FileTree.Part.CONTENT))
                .orElse(Bytes.EMPTY);
        Records records = Records.parse(file, content);
        return number >= 1 && number <= records.count() ? Optional.of(records.get(number)) : Optional.empty();
    }

    /** In the DF of the file, or the next one above that has it. */
    private static Optional<FileNode> nearest(FileTree tree, FileNode file, int fileId) {
        FileNode df = file.isDf() ? file : tree.parent(file);
        Optional<FileNode> found = tree.child(df, fileId);
        while (found.isEmpty() && df.number() != FileTree.MF) {
            df = tree.parent(df);
            found = tree.child(df, fileId);
        }
        return found;
    }
}
