// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vsc.crypto.KdfParameters;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.VscException;

/** A virtual smart card in its file, activated, and locked until it is closed. */
public final class VscFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(VscFile.class.getName());

    /** 256 KiB: a whole save every 64 changes or so. */
    private static final int JOURNAL_SLOTS = 64;

    private static final Set<PosixFilePermission> FOR_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final LockedFile file;
    private final Store store;

    /** All guards that were opened by recovery instead of their PINs. */
    private final Optional<OpenGuards> recovered;

    private VscFile(LockedFile file, Store store, Optional<OpenGuards> recovered) {
        this.file = file;
        this.store = store;
        this.recovered = recovered;
    }

    /**
     * Makes a card in a file that only its owner can read. The file appears at once with all its contents, or not at all.
     *
     * @param password null for a test card that anybody may open; not closed
     * @param cost of the password, within {@link KdfParameters#suitsPassword}
     * @param contents what the card holds from the beginning
     * @return the new card, open
     * @throws VscException {@code ALREADY_EXISTS}, {@code FILE_NOT_FOUND} if there is no such folder, {@code FILE_SIZE} if
     *     the contents are too large, {@code SECRET_NEEDED} if a card that is no test card has no password, or
     *     {@code FILE_WRITE}
     */
    public static VscFile create(
            Path path, NewCard card, @Nullable Secret password, KdfParameters cost, Consumer<ObjectStore.Edit> contents)
            throws VscException {
        return create(new LocalDisk(), JOURNAL_SLOTS, path, card, password, cost, contents);
    }

    static VscFile create(
            Disk disk,
            int journalSlots,
            Path path,
            NewCard card,
            @Nullable Secret password,
            KdfParameters cost,
            Consumer<ObjectStore.Edit> contents)
            throws VscException {
        return Reported.of(path, Failure.FILE_WRITE, () -> {
            Path real = newPath(path);
            Bytes cardId = random();
            Activation activation = new Activation();
            StoreEdit edit =
                    new StoreEdit(Store.identity(cardId, card.label(), card.attributes()), activation, Content.empty());
            contents.accept(edit);
            Content content = edit.finish();
            try (Secret masterKey = Secret.random(KeySlot.MASTER_KEY_LENGTH)) {
                Header header = Header.of(cardId, card, slot(card, cardId, password, cost, masterKey), Header.now());
                AreaKeys keys = AreaKeys.derive(masterKey, cardId);
                Frame frame = Frame.write(Preamble.first(cardId, random(), journalSlots), header, content, keys);
                LockedFile file = LockedFile.create(disk, real, frame.bytes());
                return new VscFile(
                        file,
                        new Store(file, activation, Acceptance.of(frame, keys, content), false),
                        Optional.empty());
            }
        });
    }

    static Path newPath(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return directory.toRealPath().resolve(name);
    }

    static Bytes random() {
        return Bytes.adopt(Secret.random(Preamble.ID_LENGTH).expose());
    }

    private static Slot slot(
            NewCard card, Bytes cardId, @Nullable Secret password, KdfParameters cost, Secret masterKey) {
        if (password == null) {
            Rejected.unless(
                    card.lifecycle() == Lifecycle.TEST, Failure.SECRET_NEEDED, "needs a password: it is no test card");
            return KeySlot.open(cardId, 0, masterKey).toSlot();
        }
        if (!cost.suitsPassword()) {
            throw new IllegalArgumentException("too cheap or too expensive for a password: " + cost);
        }
        return KeySlot.password(cardId, 0, password, cost, masterKey).toSlot();
    }

    /**
     * Looks at a file without activating it. It may be open elsewhere.
     *
     * @throws VscException {@code FILE_NOT_FOUND}, {@code NO_ACCESS}, or the check that it does not pass
     */
    public static Inspection inspect(Path path) throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            Frame frame = Frame.parse(LockedFile.read(existingPath(path)));
            TreeMap<ObjectId, Integer> objects = new TreeMap<>();
            PublicArea.parse(frame.area(Area.PUBLIC)).objects().forEach((id, value) -> objects.put(id, value.length()));
            return new Inspection(
                    frame.header(), frame.preamble().generation(), Collections.unmodifiableSortedMap(objects));
        });
    }

    /**
     * Activates a card.
     *
     * @throws VscException {@code FILE_NOT_FOUND}, {@code NO_ACCESS}, {@code FILE_IN_USE}, {@code WRONG_PASSWORD},
     *     {@code NOT_SUPPORTED} if it opens in no way that is known here, or the check that it does not pass
     */
    public static VscFile open(Path path, PasswordSource source) throws VscException {
        return open(new LocalDisk(), path, source);
    }

    /**
     * The same on a computer that remembers the card.
     *
     * @throws VscException also {@code CARD_OLDER} or {@code CARD_FORKED}
     */
    public static VscFile open(Path path, PasswordSource source, Optional<HostWitness> witness) throws VscException {
        return open(new LocalDisk(), path, bytes -> Accepted.of(bytes, source), false, witness);
    }

    static VscFile open(Disk disk, Path path, PasswordSource source) throws VscException {
        return open(disk, path, bytes -> Accepted.of(bytes, source), false, Optional.empty());
    }

    /**
     * Activates a card for somebody who edits it: changes wait for {@link #save}, and are gone if the card is closed without.
     * The tries of PINs are counted in the file at once. Errors as {@link #open(Path, PasswordSource)}.
     */
    public static VscFile edit(Path path, PasswordSource source) throws VscException {
        return open(new LocalDisk(), path, bytes -> Accepted.of(bytes, source), true, Optional.empty());
    }

    /**
     * Opens a card with the keys of an earlier activation.
     *
     * @param areaKeys from {@link #areaKeys}; not closed
     * @throws VscException as the other {@code open}; {@code FILE_AUTHENTICITY} if the card was re-keyed since
     */
    public static VscFile open(Path path, Secret areaKeys) throws VscException {
        return open(path, areaKeys, Optional.empty());
    }

    /** The same on a computer that remembers the card. */
    public static VscFile open(Path path, Secret areaKeys, Optional<HostWitness> witness) throws VscException {
        return open(
                new LocalDisk(),
                path,
                bytes -> new Accepted(Acceptance.of(Frame.parse(bytes), AreaKeys.parse(areaKeys)), Map.of()),
                false,
                witness);
    }

    private interface Check {
        Accepted accept(Bytes file) throws VscException;
    }

    /**
     * A file and the guards that were recovered with it.
     *
     * @param guards empty if it was not opened by recovery
     */
    private record Accepted(Acceptance file, Map<String, SealingKey> guards) {
        static Accepted of(Bytes bytes, PasswordSource source) throws VscException {
            Frame frame = Frame.parse(bytes);
            try (KeySlot.Unlocked unlocked = frame.unlock(source)) {
                Acceptance file = Acceptance.of(
                        frame,
                        AreaKeys.derive(unlocked.masterKey(), frame.preamble().cardId()));
                return new Accepted(
                        file,
                        unlocked.recoveryKey()
                                .map(key -> RecoveryGuard.open(file.content().passwordArea(), key))
                                .orElse(Map.of()));
            }
        }

        VscFile open(LockedFile locked, boolean editor, Optional<HostWitness> witness) throws IOException {
            Optional<HostWitness.Surprise> surprise = witness.flatMap(host -> host.check(file));
            Activation activation = new Activation();
            Store store = new Store(locked, activation, file, editor, witness);
            if (surprise.isPresent() && locked.isWritable()) {
                store.branch(surprise.get().before(), surprise.get().words());
            }
            return new VscFile(
                    locked, store, guards.isEmpty() ? Optional.empty() : Optional.of(activation.openForGood(guards)));
        }
    }

    private static VscFile open(Disk disk, Path path, Check check, boolean editor, Optional<HostWitness> witness)
            throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            Path real = existingPath(path);
            warnIfOpenToOthers(real);
            LockedFile file = LockedFile.open(disk, real);
            boolean accepted = false;
            try {
                VscFile opened = check.accept(file.content()).open(file, editor, witness);
                accepted = true;
                return opened;
            } finally {
                if (!accepted) {
                    file.close();
                }
            }
        });
    }

    /**
     * The keys by which a card can be opened without its password until it is re-keyed. Needs no lock: for a process that
     * does nothing but this.
     *
     * @throws VscException as {@link #open(Path, PasswordSource)}, but for what only the whole check finds
     */
    public static Secret areaKeys(Path path, PasswordSource source) throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            Frame frame = Frame.parse(LockedFile.read(existingPath(path)));
            try (KeySlot.Unlocked unlocked = frame.unlock(source);
                    AreaKeys keys = AreaKeys.derive(
                            unlocked.masterKey(), frame.preamble().cardId())) {
                frame.authenticate(keys.mac());
                return keys.export();
            }
        });
    }

    /** As the static one, for a card that is open. The caller closes the result. */
    public Secret areaKeys() {
        return store.exportKeys();
    }

    /**
     * Gives the card another activation password, in place of the one that opened it. Copies of the file that were made
     * before still open with the old one.
     *
     * @param fresh not closed
     * @param cost of the new password
     * @throws VscException as {@link #open(Path, PasswordSource)}; {@code NOT_SUPPORTED} for a card without a password
     */
    public static void changePassword(
            Path path, PasswordSource source, Secret fresh, KdfParameters cost, Optional<HostWitness> witness)
            throws VscException {
        try (KeySlots slots = KeySlots.open(path, source, witness)) {
            slots.changePassword(fresh, cost);
        }
    }

    /**
     * Gives the card another label.
     *
     * @throws VscException {@code FILE_WRITE}
     */
    public void rename(String label) throws VscException {
        NewCard.requireLabel(label);
        Reported.of(file.path(), Failure.FILE_WRITE, () -> store.changeHeader(header -> header.labelled(label)));
    }

    /** Whether the card is in use. */
    public CardLife life() {
        return life(Clock.systemUTC());
    }

    CardLife life(Clock clock) {
        return new CardLife(file.path(), store, clock);
    }

    /** Whether this is open for {@link #edit}, and something has changed since it was saved. */
    public boolean isEdited() {
        return store.isEdited();
    }

    /**
     * Brings all that was edited to disk, wholly or not at all.
     *
     * @throws VscException {@code FILE_WRITE}, or {@code FILE_SIZE} if there is too much
     */
    public void save() throws VscException {
        Reported.of(file.path(), Failure.FILE_WRITE, () -> {
            store.saveEdits();
            return store;
        });
    }

    static Path existingPath(Path path) throws IOException {
        Path real = path.toRealPath();
        Rejected.unless(Files.isRegularFile(real), Failure.FILE_MAGIC, "is not a file");
        return real;
    }

    private static void warnIfOpenToOthers(Path path) throws IOException {
        if (LocalDisk.isPosix(path) && !Collections.disjoint(Files.getPosixFilePermissions(path), FOR_OTHERS)) {
            LOG.log(Level.WARNING, "{0} can be read by other users of this computer", path);
        }
    }

    public ObjectStore store() {
        return store;
    }

    /** All guards as if every PIN had been verified, if the card was opened by a slot for recovery. */
    public Optional<OpenGuards> recovered() {
        return recovered;
    }

    public Header header() {
        return store.header();
    }

    /** How often the card was changed. */
    public long generation() {
        return store.generation();
    }

    /** Whether changes can be saved; if not, only tries are counted, and only until the card is closed. */
    public boolean isWritable() {
        return file.isWritable();
    }

    /** Wipes all keys and gives the file free. */
    @Override
    public void close() {
        store.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the card was saved, but its file could not be closed", e);
        }
    }
}
