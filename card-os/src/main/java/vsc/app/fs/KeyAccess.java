// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/** The keys in key files. */
record KeyAccess(Session session) {
    private static final Bytes GENERATED = Bytes.of(1);
    private static final Bytes IMPORTED = Bytes.of(0);

    /**
     * What is known of the key in a file.
     *
     * @throws CardError 6A88 if there is none in it yet
     */
    KeyRecord description(FileNode file) {
        return session.store
                .key(FileTree.key(file.number()))
                .orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
    }

    /**
     * A key, ready for use.
     *
     * @throws CardError 6982 if the access rule is not fulfilled, or the key wants its PIN before each use; 6A88 if there
     *     is none in the file yet
     */
    CardKey open(FileNode file) {
        session.status.require(file, Operation.USE);
        KeyRecord description = description(file);
        if (session.status.lifeCycle(file) == LifeCycle.ACTIVATED) {
            KeyFile.consent(file)
                    .ifPresent(pin -> CardError.unless(
                            session.status.takeFreshness(pin), StatusWord.SECURITY_STATUS_NOT_SATISFIED));
        }
        return session.store.use(
                FileTree.key(file.number()),
                session.status
                        .opening(description.guard())
                        .orElseThrow(() -> new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED)));
    }

    /** The same for a key of a block cipher; 6981 for any other. */
    BlockKey openBlock(FileNode file) {
        if (open(file) instanceof BlockKey key) {
            return key;
        }
        throw new CardError(StatusWord.INCOMPATIBLE_FILE);
    }

    void put(FileNode file, NewKey key, boolean generated) {
        put(file, key.publicKey(), generated ? GENERATED : IMPORTED, key.privateKey());
    }

    /**
     * @throws CardError 6700 if the key has not the length that the file says
     */
    void putSecret(FileNode file, Secret material) {
        CardError.unless(material.length() == KeyFile.type(file).size(), StatusWord.WRONG_LENGTH);
        put(file, Bytes.EMPTY, IMPORTED, material);
    }

    private void put(FileNode file, Bytes publicKey, Bytes attributes, Secret material) {
        String guard = session.contents.guard(file, session.tree.state()).orElse(ObjectStore.OPEN_GUARD);
        KeyRecord description = new KeyRecord(KeyFile.type(file), guard, publicKey, attributes);
        ObjectId id = FileTree.key(file.number());
        session.tree.commit(state -> state, edit -> edit.putKey(id, description, material));
    }
}
