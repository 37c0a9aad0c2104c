// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import vsc.app.fs.FileTree.Part;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/**
 * What is in files. What everybody may read is in the public area. What asks for a PIN is sealed to the guard of that PIN,
 * and anything else that not everybody may read to the open guard; so is everything before the card is finalised. Who may
 * update a file and not read it leaves updates behind, sealed as well, which are merged when the reader logs in.
 */
final class FileContents {
    private static final int OFFSET_LENGTH = 4;
    private static final int SOFTWARE_SERIAL = 0x5A;
    private static final int LABEL = 0x50;
    private static final int CARD_ID = 0xC0;

    private final FileTree tree;
    private final SecurityStatus status;
    private final ObjectStore store;

    FileContents(FileTree tree, SecurityStatus status) {
        this.tree = tree;
        this.status = status;
        this.store = tree.store();
    }

    /** The content of the identifier file: the software serial number, the label and the unique id of the card. */
    static Bytes identifier(ObjectStore.Identity identity) {
        return Bytes.EMPTY.concat(
                Tlv.of(SOFTWARE_SERIAL, identity.softwareSerial()).encode(),
                Tlv.of(LABEL, Bytes.adopt(identity.label().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .encode(),
                Tlv.of(CARD_ID, identity.cardId()).encode());
    }

    /** The guard that the content or key of a file belongs behind; empty where everybody may read. */
    Optional<String> guard(FileNode file, TreeState state) {
        AccessCondition condition = AccessRules.of(tree, file).condition(file.isKey() ? Operation.USE : Operation.READ);
        if (condition.equals(AccessCondition.Fixed.ALWAYS)) {
            return Optional.empty();
        }
        boolean creation = !state.operational() || LifeCycle.of(file.lifeCycleStatus()) == LifeCycle.CREATION;
        return Optional.of(condition
                .pin()
                .filter(pin -> !creation && state.hasPin(pin))
                .map(FileSystem::guard)
                .orElse(ObjectStore.OPEN_GUARD));
    }

    /**
     * All of an EF, filled up with FF to its size where it has no records.
     *
     * @throws CardError 6982 if it is sealed to a guard that is not open
     */
    Bytes read(FileNode file) {
        Bytes content = file.number() == FileTree.IDENTIFIER ? identifier(store.identity()) : stored(file);
        boolean filled = file.kind() == FileDescriptor.Kind.TRANSPARENT && content.length() < file.size();
        return filled ? fill(content, file.size()) : content;
    }

    private static Bytes fill(Bytes content, int size) {
        byte[] filled = new byte[size];
        Arrays.fill(filled, content.length(), size, (byte) 0xFF);
        content.copyTo(filled, 0);
        return Bytes.adopt(filled);
    }

    private Bytes stored(FileNode file) {
        ObjectId id = FileTree.id(file.number(), Part.CONTENT);
        Optional<String> guard = store.guardOf(id);
        Bytes content = guard.isPresent()
                ? store.privateData(id, requireOpen(guard.get()))
                : store.publicData(id).orElse(Bytes.EMPTY);
        return tree.state().pending().contains(file.number()) ? withUpdates(file, content) : content;
    }

    private OpenGuards requireOpen(String guard) {
        return status.opening(guard).orElseThrow(() -> new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED));
    }

    private Bytes withUpdates(FileNode file, Bytes content) {
        Bytes merged = content;
        for (int i = 0; i < tree.updates(file); i++) {
            ObjectId id = FileTree.update(file.number(), i);
            Bytes update = store.privateData(id, requireOpen(store.guardOf(id).orElseThrow()));
            merged = splice(merged, (int) update.slice(0, OFFSET_LENGTH).toLong(), update.from(OFFSET_LENGTH));
        }
        return merged;
    }

    private static Bytes splice(Bytes content, int offset, Bytes data) {
        int end = offset + data.length();
        Bytes before = content.length() < offset ? fill(content, offset) : content.slice(0, offset);
        return before.concat(data, content.length() > end ? content.from(end) : Bytes.EMPTY);
    }

    /** Overwrites a part of a transparent EF that ends within its size. */
    void overwrite(FileNode file, int offset, Bytes data) {
        ObjectId id = FileTree.id(file.number(), Part.CONTENT);
        Optional<String> present = store.guardOf(id);
        if (present.isPresent() && status.opening(present.get()).isEmpty()) {
            leave(file, present.get(), offset, data);
        } else {
            write(file, splice(stored(file), offset, data));
        }
    }

    private void leave(FileNode file, String guard, int offset, Bytes data) {
        int index = tree.updates(file);
        CardError.unless(index < FileTree.MAX_UPDATES, StatusWord.NOT_ENOUGH_MEMORY);
        tree.commit(
                state -> state.pending(file.number()),
                edit -> edit.putPrivate(
                        FileTree.update(file.number(), index),
                        guard,
                        Bytes.ofInt(offset, OFFSET_LENGTH).concat(data)));
    }

    /** Replaces all of an EF, whose content is open. */
    void write(FileNode file, Bytes content) {
        SortedSet<Integer> merged = new TreeSet<>(java.util.List.of(file.number()));
        int updates = tree.state().pending().contains(file.number()) ? tree.updates(file) : 0;
        tree.commit(state -> updates == 0 ? state : state.merged(merged), edit -> {
            put(edit, file, content, tree.state());
            forgetUpdates(edit, file, updates);
        });
    }

    private static void forgetUpdates(ObjectStore.Edit edit, FileNode file, int updates) {
        for (int i = 0; i < updates; i++) {
            edit.deleteData(FileTree.update(file.number(), i));
        }
    }

    private void put(ObjectStore.Edit edit, FileNode file, Bytes content, TreeState state) {
        ObjectId id = FileTree.id(file.number(), Part.CONTENT);
        guard(file, state)
                .ifPresentOrElse(guard -> edit.putPrivate(id, guard, content), () -> edit.putPublic(id, content));
    }

    /** Merges the updates that have waited for the reader who has just logged in. */
    void merge() {
        for (int number : tree.state().pending()) {
            FileNode file = tree.find(number).orElseThrow();
            boolean open = store.guardOf(FileTree.id(number, Part.CONTENT))
                    .flatMap(status::opening)
                    .isPresent();
            if (open) {
                write(file, stored(file));
            }
        }
    }

    /** Puts content and key of a file behind the guard that they belong behind now, as far as what they are behind is open. */
    void seal(ObjectStore.Edit edit, FileNode file, TreeState state) {
        if (file.isDf() || file.number() == FileTree.IDENTIFIER) {
            return;
        }
        Optional<String> guard = guard(file, state);
        if (file.isKey()) {
            sealKey(edit, FileTree.key(file.number()), guard.orElse(ObjectStore.OPEN_GUARD));
            return;
        }
        ObjectId id = FileTree.id(file.number(), Part.CONTENT);
        Optional<String> present = store.guardOf(id);
        boolean stored = present.isPresent() || store.publicData(id).isPresent();
        boolean open = present.map(name -> status.opening(name).isPresent()).orElse(true);
        if (stored && open && !present.equals(guard)) {
            put(edit, file, stored(file), state);
        }
    }

    private void sealKey(ObjectStore.Edit edit, ObjectId id, String guard) {
        Optional<String> present = store.key(id).map(KeyRecord::guard).filter(name -> !name.equals(guard));
        present.flatMap(status::opening).ifPresent(open -> edit.guardKey(id, open, guard));
    }
}
