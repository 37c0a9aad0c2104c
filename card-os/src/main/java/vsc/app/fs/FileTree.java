// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/** The files of a card as they are in the store. Nothing is kept here, so nothing has to be read when a card is opened. */
final class FileTree {
    /** The numbers of the MF and of the identifier file. */
    static final int MF = 1;

    static final int IDENTIFIER = 2;
    static final int MF_ID = 0x3F00;
    static final int MAX_DEPTH = 8;

    private static final int MAX_CHILDREN = 4096;
    private static final int ENTRY_LENGTH = 6;

    private final ObjectStore store;

    FileTree(ObjectStore store) {
        this.store = store;
    }

    /** The data objects of a file. */
    enum Part {
        CONTROL(0),
        CONTENT(1),
        /** What a DF has in it. */
        ENTRIES(2),
        /** The data objects of a DF itself. */
        DATA_OBJECTS(3),
        /** The security environments that are stored in a DF. */
        ENVIRONMENTS(4);

        private final int number;

        /**
         * @param number stands in the file and must not change
         */
        Part(int number) {
            this.number = number;
        }
    }

    /** Where the parts of a file end, and updates begin that wait for somebody who may read it. */
    private static final int FIRST_UPDATE = 0x10;

    static final int MAX_UPDATES = 0xF0;

    static ObjectId id(int file, Part part) {
        return new ObjectId(FileSystem.NAME, file << 8 | part.number);
    }

    /**
     * @param index 0 to {@link #MAX_UPDATES}, exclusive
     */
    static ObjectId update(int file, int index) {
        return new ObjectId(FileSystem.NAME, file << 8 | FIRST_UPDATE + index);
    }

    static ObjectId key(int file) {
        return new ObjectId(FileSystem.NAME, file << 8);
    }

    /** A line in the list of a DF. */
    private record Entry(int fileId, int number, int shortId) {
        Bytes encode() {
            return Bytes.ofInt(fileId, 2).concat(Bytes.ofInt(number, 3), Bytes.of(shortId));
        }
    }

    ObjectStore store() {
        return store;
    }

    TreeState state() {
        return TreeState.of(store);
    }

    Optional<FileNode> find(int number) {
        return store.publicData(id(number, Part.CONTROL)).map(encoded -> FileNode.decode(number, encoded));
    }

    FileNode root() {
        return find(MF).orElseThrow();
    }

    FileNode parent(FileNode file) {
        return find(file.parent()).orElseThrow();
    }

    private List<Entry> entries(int df) {
        Bytes list = store.publicData(id(df, Part.ENTRIES)).orElse(Bytes.EMPTY);
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < list.length(); at += ENTRY_LENGTH) {
            entries.add(new Entry(
                    (int) list.slice(at, at + 2).toLong(),
                    (int) list.slice(at + 2, at + 5).toLong(),
                    list.at(at + 5)));
        }
        return entries;
    }

    /** The file identifiers of what is in a DF, two bytes each, in the order in which they were made. */
    Bytes list(FileNode df) {
        return Bytes.EMPTY.concat(entries(df.number()).stream()
                .map(entry -> Bytes.ofInt(entry.fileId, 2))
                .toArray(Bytes[]::new));
    }

    List<FileNode> children(FileNode df) {
        return entries(df.number()).stream()
                .map(entry -> find(entry.number).orElseThrow())
                .toList();
    }

    Optional<FileNode> child(FileNode df, int fileId) {
        return entries(df.number()).stream()
                .filter(entry -> entry.fileId == fileId)
                .findFirst()
                .flatMap(entry -> find(entry.number));
    }

    /**
     * @param shortId 1 to 30
     */
    Optional<FileNode> childByShortId(FileNode df, int shortId) {
        return entries(df.number()).stream()
                .filter(entry -> entry.shortId == shortId)
                .findFirst()
                .flatMap(entry -> find(entry.number));
    }

    Optional<FileNode> named(Bytes name) {
        return state().named(name).flatMap(this::find);
    }

    /** Of DFs, as far as they can be AIDs. */
    List<Aid> names() {
        return state().names().keySet().stream()
                .filter(name -> name.length() >= 5)
                .map(Aid::new)
                .toList();
    }

    int depth(FileNode file) {
        int depth = 0;
        for (FileNode at = file; at.number() != MF; at = parent(at)) {
            depth++;
        }
        return depth;
    }

    /** A file and all below it. */
    List<FileNode> subtree(FileNode top) {
        List<FileNode> found = new ArrayList<>(List.of(top));
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isDf()) {
                found.addAll(children(found.get(i)));
            }
        }
        return found;
    }

    /** Applies all of a change, or nothing of it, and counts it. */
    void commit(UnaryOperator<TreeState> next, Consumer<ObjectStore.Edit> change) {
        TreeState after = next.apply(state()).changed();
        store.commit(edit -> {
            change.accept(edit);
            after.put(edit);
        });
    }

    void put(ObjectStore.Edit edit, FileNode file) {
        edit.putPublic(id(file.number(), Part.CONTROL), file.encode());
    }

    /**
     * Puts a new file into its DF.
     *
     * @throws CardError 6A84 if the DF is full
     */
    void add(FileNode file) {
        CardError.unless(entries(file.parent()).size() < MAX_CHILDREN, StatusWord.NOT_ENOUGH_MEMORY);
        commit(state -> state.with(file), edit -> {
            put(edit, file);
            enter(edit, file);
        });
    }

    private void enter(ObjectStore.Edit edit, FileNode file) {
        ObjectId list = id(file.parent(), Part.ENTRIES);
        edit.putPublic(list, store.publicData(list).orElse(Bytes.EMPTY).concat(entry(file)));
    }

    /** The line of a file in the list of its DF. */
    static Bytes entry(FileNode file) {
        return new Entry(file.fileId(), file.number(), file.shortId()).encode();
    }

    /** Removes a file and all below it. */
    void delete(FileNode file) {
        List<FileNode> doomed = subtree(file);
        SortedSet<Integer> numbers = new TreeSet<>();
        doomed.forEach(each -> numbers.add(each.number()));
        commit(state -> state.without(numbers), edit -> {
            doomed.forEach(each -> remove(edit, each));
            Bytes[] remaining = entries(file.parent()).stream()
                    .filter(entry -> entry.number != file.number())
                    .map(Entry::encode)
                    .toArray(Bytes[]::new);
            edit.putPublic(id(file.parent(), Part.ENTRIES), Bytes.EMPTY.concat(remaining));
        });
    }

    /** Removes all that is of one file. */
    void remove(ObjectStore.Edit edit, FileNode file) {
        for (Part part : Part.values()) {
            edit.deleteData(id(file.number(), part));
        }
        for (int i = 0; i < updates(file); i++) {
            edit.deleteData(update(file.number(), i));
        }
        edit.deleteKey(key(file.number()));
    }

    /** How many updates wait for somebody who may read the file. */
    int updates(FileNode file) {
        int count = 0;
        while (count < MAX_UPDATES
                && store.guardOf(update(file.number(), count)).isPresent()) {
            count++;
        }
        return count;
    }
}
