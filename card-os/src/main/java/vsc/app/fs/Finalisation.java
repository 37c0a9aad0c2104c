// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

/** The end of the creation state of a card: from then on access conditions hold. */
final class Finalisation {
    private Finalisation() {}

    static void of(FileTree tree, FileContents contents) {
        TreeState finalised = tree.state().finalised();
        tree.commit(
                TreeState::finalised,
                edit -> tree.subtree(tree.root()).forEach(file -> contents.seal(edit, file, finalised)));
    }
}
