// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.ObjectStore;

/** What the commands on one channel share: the files, and all that ends when the file system is left. */
final class Session {
    private static final SecureRandom RANDOM = new SecureRandom();

    final FileTree tree;
    final ObjectStore store;
    final Selection selection;
    final SecurityStatus status;
    final FileContents contents;
    final FileReference references;

    /** Files that are to go when this ends. */
    private final SortedSet<Integer> temporary = new TreeSet<>();

    /** What the next part of a chain of blocks depends on; empty at its beginning. */
    private Bytes cipherState = Bytes.EMPTY;

    private SecurityEnvironment environment = SecurityEnvironment.EMPTY;

    Session(FileTree tree) {
        this.tree = tree;
        store = tree.store();
        selection = new Selection(tree);
        status = new SecurityStatus(tree);
        contents = new FileContents(tree, status);
        references = new FileReference(tree, selection);
    }

    SecurityEnvironment environment() {
        return environment;
    }

    void environment(SecurityEnvironment next) {
        environment = next;
    }

    Bytes cipherState() {
        return cipherState;
    }

    void cipherState(Bytes next) {
        cipherState = next;
    }

    /**
     * A template of the current security environment.
     *
     * @throws CardError 6985 if it was not set, or not for that purpose
     */
    ControlReference require(int tag, int purpose) {
        return environment
                .find(tag)
                .filter(template -> template.isFor(purpose))
                .orElseThrow(() -> new CardError(StatusWord.CONDITIONS_NOT_SATISFIED));
    }

    /**
     * The EF that a command means: the current one, or the one in the current DF that has the short identifier, which is
     * current from then on.
     *
     * @param shortId 0 for the current one
     * @throws CardError 6986 if there is no current one, 6A82 if there is none with that identifier
     */
    FileNode ef(int shortId) {
        if (shortId == 0) {
            return selection.requireEf();
        }
        FileNode file = tree.childByShortId(selection.df(), shortId)
                .orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
        if (selection.ef().filter(file::equals).isEmpty()) {
            selection.select(file);
        }
        return file;
    }

    /** The EF of that file identifier in the current DF, which is current from then on; errors as {@link #ef}. */
    FileNode efById(int fileId) {
        FileNode file = tree.child(selection.df(), fileId)
                .filter(found -> !found.isDf())
                .orElseThrow(() -> new CardError(StatusWord.FILE_NOT_FOUND));
        selection.select(file);
        return file;
    }

    /**
     * The key that a template means: by the file, or by a number, which is the last byte of the file identifier of a key in
     * the current DF.
     *
     * @throws CardError 6A88 if there is none
     */
    FileNode keyFile(ControlReference template) {
        Optional<FileNode> found = template.file().isPresent()
                ? template.file().flatMap(references::byIdOrPath)
                : template.reference().flatMap(this::keyByNumber).or(selection::ef);
        return found.filter(FileNode::isKey).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
    }

    Optional<FileNode> keyByNumber(int number) {
        return tree.children(selection.df()).stream()
                .filter(file -> file.isKey() && (file.fileId() & 0xFF) == number)
                .findFirst();
    }

    void temporary(FileNode file) {
        temporary.add(file.number());
    }

    void end() {
        for (int number : temporary) {
            tree.find(number).ifPresent(tree::delete);
        }
        temporary.clear();
        status.clear();
        environment = SecurityEnvironment.EMPTY;
    }

    /** Random bytes. */
    static Bytes random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return Bytes.adopt(random);
    }
}
