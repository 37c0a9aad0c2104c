// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vsc.crypto.CardKey;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;
import vsc.model.Verification;

/**
 * The objects of an activated file. In use by applications, each change is on disk before it is acknowledged, and only what
 * is there can be read. In the hands of an editor, changes wait in memory for {@link #saveEdits}, but for the tries of PINs.
 */
final class Store implements ObjectStore, AutoCloseable {
    private static final Logger LOG = System.getLogger(Store.class.getName());

    /** The attribute of the header. */
    private static final String SERIAL = "serial";

    private final LockedFile file;
    private final AreaKeys keys;
    private final Activation activation;
    private final OpenGuards openedByActivation;
    private final boolean editor;
    private final Optional<HostWitness> witness;
    private State onDisk;

    /** What differs from the file until it is saved; null where nothing does. */
    private @Nullable Edits edits;

    /** False from the beginning of a change until it is known to be on disk. */
    private boolean usable = true;

    /** What is in the file. */
    private record State(Preamble preamble, Header header, Content content, Journal journal) {
        State changed(Journal newJournal, Content newContent) {
            return new State(preamble, header, newContent, newJournal);
        }
    }

    private record Edits(Header header, Content content) {}

    /**
     * @param accepted what {@code file} holds
     * @param editor whether changes wait for {@link #saveEdits}
     * @param witness told of each state that the file has as a whole, and of the last one
     */
    Store(LockedFile file, Activation activation, Acceptance accepted, boolean editor, Optional<HostWitness> witness) {
        this.file = file;
        this.witness = witness;
        this.editor = editor;
        this.keys = accepted.keys();
        this.activation = activation;
        this.openedByActivation = activation.openForGood(accepted.content().openGuards());
        this.onDisk = new State(
                accepted.frame().preamble(), accepted.frame().header(), accepted.content(), accepted.journal());
        if (accepted.torn()) {
            LOG.log(
                    Level.WARNING,
                    "{0}: something stands behind the last change, such as one that was not completely written",
                    file.path());
        }
    }

    /** Without a witness. */
    Store(LockedFile file, Activation activation, Acceptance accepted, boolean editor) {
        this(file, activation, accepted, editor, Optional.empty());
    }

    @Override
    public synchronized Identity identity() {
        return identity(header());
    }

    static Identity identity(Header header) {
        return identity(header.cardId(), header.label(), header.attributes());
    }

    static Identity identity(Bytes cardId, String label, Map<String, Bytes> attributes) {
        return new Identity(cardId, label, attributes.getOrDefault(SERIAL, Bytes.EMPTY));
    }

    @Override
    public synchronized Optional<Bytes> publicData(ObjectId id) {
        return Optional.ofNullable(content().publicArea().objects().get(id));
    }

    @Override
    public synchronized Optional<String> guardOf(ObjectId id) {
        return Optional.ofNullable(content().privateArea().objects().get(id)).map(PrivateArea.SealedData::guard);
    }

    @Override
    public synchronized Bytes privateData(ObjectId id, OpenGuards guards) {
        PrivateArea.SealedData data = content().privateArea().objects().get(id);
        if (data == null) {
            throw new CardError(StatusWord.FILE_NOT_FOUND);
        }
        try (Secret value = activation.require(guards).open(data.envelope(), guard(data.guard()))) {
            return Bytes.copyOf(value.expose());
        } catch (Rejected e) {
            throw damaged(id, e);
        }
    }

    @Override
    public synchronized Optional<KeyRecord> key(ObjectId id) {
        return Optional.ofNullable(content().secretKeyArea().keys().get(id)).map(SecretKeyArea.SealedKey::description);
    }

    @Override
    public synchronized Map<ObjectId, KeyRecord> keys(String application) {
        Map<ObjectId, KeyRecord> found = new TreeMap<>();
        content().secretKeyArea().keys().forEach((id, key) -> {
            if (id.application().equals(application)) {
                found.put(id, key.description());
            }
        });
        return found;
    }

    @Override
    public synchronized CardKey use(ObjectId id, OpenGuards guards) {
        SecretKeyArea.SealedKey key = content().secretKeyArea().keys().get(id);
        if (key == null) {
            throw new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        try {
            return activation.require(guards).use(key, guard(key.description().guard()));
        } catch (Rejected | IllegalArgumentException e) {
            throw damaged(id, e);
        }
    }

    private Guard guard(String name) {
        Guard guard = content().passwordArea().guards().get(name);
        if (guard == null) {
            throw new IllegalStateException("no guard " + name);
        }
        return guard;
    }

    /** Only somebody who can activate the card could have made such a file. */
    private static CardError damaged(Object what, RuntimeException cause) {
        LOG.log(Level.ERROR, () -> what + " does not open with the right key", cause);
        return new CardError(StatusWord.MEMORY_FAILURE);
    }

    @Override
    public synchronized OpenGuards openedByActivation() {
        content();
        return openedByActivation;
    }

    @Override
    public synchronized Optional<PinState> pin(String name) {
        return Optional.ofNullable(content().passwordArea().pins().get(name)).map(PinReference::state);
    }

    @Override
    public synchronized Verification verify(String name, Secret value) {
        PinReference pin = content().passwordArea().pins().get(name);
        if (pin == null) {
            throw new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        int left = pin.state().triesLeft() - 1;
        if (left < 0) {
            return new Verification.Blocked();
        }
        countTries(name, left);
        Optional<Secret> kek =
                pin.unlock(header().cardId(), value, content().passwordArea().pepper());
        if (kek.isEmpty()) {
            return new Verification.Wrong(left);
        }
        try (Secret key = kek.get()) {
            Map<String, SealingKey> guards = unwrap(pin, key);
            countTries(name, pin.state().maxTries());
            return new Verification.Right(activation.open(guards));
        }
    }

    /** Always on disk as far as the PIN is there: who throws his edits away gets no tries back. */
    private void countTries(String pin, int left) {
        PinReference saved = onDisk.content().passwordArea().pins().get(pin);
        if (saved != null) {
            int most = saved.state().maxTries();
            List<Change> change = List.of(new Change.CountTries(pin, Math.min(left, most)));
            save(change, onDisk.content().changed(change));
        }
        if (edits != null) {
            Content tried = edits.content().changed(List.of(new Change.CountTries(pin, left)));
            edits = new Edits(edits.header(), tried);
        }
    }

    /** Compares each key with its guard, or whoever can write the area could plant a guard of his own. */
    private Map<String, SealingKey> unwrap(PinReference pin, Secret kek) {
        Map<String, SealingKey> guards = new HashMap<>();
        pin.wraps().forEach((name, envelope) -> {
            try (Secret encoded = envelope.open(kek)) {
                SealingKey key = SealingKey.open(encoded);
                guards.put(name, key);
                Rejected.unless(
                        key.publicKey().equals(guard(name).publicKey()), Failure.FILE_SEMANTICS, "has another guard");
            } catch (Rejected | IllegalArgumentException e) {
                throw damaged(name, e);
            }
        });
        return guards;
    }

    @Override
    public synchronized void commit(Consumer<Edit> change) {
        StoreEdit edit = new StoreEdit(identity(), activation, content());
        CardError.unless(file.isWritable(), StatusWord.CONDITIONS_NOT_SATISFIED);
        change.accept(edit);
        try {
            if (editor) {
                edits = new Edits(header(), edit.finish());
            } else {
                save(edit.changes(), edit.finish());
            }
        } catch (Rejected tooLarge) {
            throw new CardError(StatusWord.NOT_ENOUGH_MEMORY);
        }
        activation.retain(content());
    }

    /** As {@link #change}, for the header alone. */
    synchronized Header changeHeader(UnaryOperator<Header> change) throws IOException {
        return change(change, same -> {});
    }

    /**
     * Changes header and contents in one step.
     *
     * @return the new header
     * @throws IOException if it cannot be saved; errors as {@link #save} otherwise
     */
    synchronized Header change(UnaryOperator<Header> change, Consumer<Edit> contents) throws IOException {
        StoreEdit edit = new StoreEdit(identity(), activation, content());
        requireWritable();
        contents.accept(edit);
        if (editor) {
            edits = new Edits(change.apply(header()), edit.finish());
        } else {
            write(change.apply(header()), edit.finish());
        }
        return header();
    }

    /** Errors as {@link CardLog#read}. */
    synchronized CardLog log() {
        return CardLog.read(content());
    }

    /** Whether there is something to save. */
    synchronized boolean isEdited() {
        return edits != null;
    }

    /**
     * Brings all edits to disk at once.
     *
     * @throws IOException if that cannot be done
     * @throws Rejected {@code FILE_SIZE} if there is too much
     */
    synchronized void saveEdits() throws IOException {
        Content edited = content();
        requireWritable();
        write(header(), edited);
        edits = null;
    }

    private void requireWritable() throws IOException {
        if (!file.isWritable()) {
            throw new IOException("read-only");
        }
    }

    synchronized Secret exportKeys() {
        content();
        return keys.export();
    }

    /** On a read-only medium, tries are counted for as long as the card is activated. */
    private void save(List<Change> changes, Content next) {
        if (!file.isWritable()) {
            onDisk = onDisk.changed(onDisk.journal(), next);
            return;
        }
        try {
            Optional<Journal.Entry> entry =
                    sameGuards(next) ? onDisk.journal().write(changes, keys.journal()) : Optional.empty();
            if (entry.isPresent()) {
                append(entry.get(), next);
            } else {
                write(onDisk.header(), next);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the card could not be saved and is out of order until it is opened again", e);
            throw new CardError(StatusWord.MEMORY_FAILURE);
        }
    }

    /** The header names them, and only a whole save writes the header. */
    private boolean sameGuards(Content next) {
        return onDisk.header()
                .guards()
                .equals(List.copyOf(next.passwordArea().guards().keySet()));
    }

    private void append(Journal.Entry entry, Content next) throws IOException {
        usable = false;
        file.overwrite(entry.offset(), entry.bytes());
        usable = true;
        onDisk = onDisk.changed(entry.after(), next);
    }

    private void write(Header nextHeader, Content next) throws IOException {
        Preamble before = onDisk.preamble();
        Frame frame = Frame.write(before.next(), nextHeader.changed(before.tag(), Header.now()), next, keys);
        usable = false;
        file.replace(frame.bytes());
        usable = true;
        onDisk = new State(frame.preamble(), frame.header(), next, Journal.of(frame));
        remember();
    }

    private void remember() {
        State now = onDisk;
        witness.ifPresent(host ->
                host.note(now.header(), Sighting.of(now.preamble(), now.header(), now.content(), now.journal()), keys));
    }

    /**
     * Begins a branch of its own.
     *
     * @param before no PIN gets more tries than it had there
     */
    synchronized void branch(Optional<Sighting> before, String why) throws IOException {
        requireWritable();
        State now = onDisk;
        StoreEdit edit = new StoreEdit(identity(), activation, now.content());
        log().append(edit, Header.now(), LogEntry.Event.BRANCHED, why, Optional.empty());
        List<Change> tries = new ArrayList<>();
        before.map(Sighting::tries).orElse(new TreeMap<>()).forEach((name, left) -> {
            PinReference pin = now.content().passwordArea().pins().get(name);
            if (pin != null && pin.state().triesLeft() > left) {
                tries.add(new Change.CountTries(name, left));
            }
        });
        onDisk = new State(now.preamble().branched(VscFile.random()), now.header(), now.content(), now.journal());
        write(now.header(), edit.finish().changed(tries));
    }

    /** Leaves a file without a journal, which opens faster. The card is as safe with it. */
    private void tidy() {
        if (!usable || !onDisk.journal().isUsed() || !file.isWritable()) {
            return;
        }
        try {
            write(onDisk.header(), onDisk.content());
        } catch (IOException | Rejected e) {
            LOG.log(Level.WARNING, "the journal of the card stays as it is", e);
        }
    }

    private Content content() {
        CardError.unless(usable, StatusWord.MEMORY_FAILURE);
        return edits == null ? onDisk.content() : edits.content();
    }

    synchronized Header header() {
        return edits == null ? onDisk.header() : edits.header();
    }

    synchronized long generation() {
        return onDisk.preamble().generation();
    }

    /** Wipes the keys. Nothing can be had of this store any more. */
    @Override
    public synchronized void close() {
        tidy();
        if (usable) {
            remember();
        }
        usable = false;
        activation.close();
        onDisk.content().close();
        keys.close();
    }
}
