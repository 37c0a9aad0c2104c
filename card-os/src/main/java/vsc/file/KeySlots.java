// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import vsc.crypto.KdfParameters;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.crypto.SecretShares;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The ways to activate a card, in the hands of somebody who has one of them: only these have the master key. Each change is
 * one save of the whole file, which is locked meanwhile.
 */
public final class KeySlots implements AutoCloseable {
    private static final int SET_BYTES = 2;

    private final PasswordSource source;
    private final LockedFile file;
    private final Optional<HostWitness> witness;
    private final KeySlot by;
    private final SlotSecrets secrets;
    private Secret masterKey;
    private Optional<SealingKey> recoveryKey;
    private Frame frame;
    private Content content;
    private AreaKeys keys;

    private KeySlots(PasswordSource source, LockedFile file, Optional<HostWitness> witness)
            throws IOException, VscException {
        this.source = source;
        this.file = file;
        this.witness = witness;
        this.frame = Frame.parse(file.content());
        this.secrets = new SlotSecrets(cardId(), source);
        try (KeySlot.Unlocked unlocked = frame.unlock(source)) {
            this.by = unlocked.slot();
            this.masterKey = unlocked.masterKey().copy();
            this.recoveryKey = unlocked.recoveryKey().map(key -> SealingKey.open(key.privateKey()));
            this.keys = AreaKeys.derive(masterKey, cardId());
            secrets.put(unlocked.opened());
        }
        Acceptance accepted = Acceptance.of(frame, keys);
        this.content = accepted.content();
        Optional<HostWitness.Surprise> surprise = witness.flatMap(host -> host.check(accepted));
        if (surprise.isPresent() && file.isWritable()) {
            branch(surprise.get());
        }
    }

    private void branch(HostWitness.Surprise surprise) throws IOException {
        try (Secret exported = keys.export()) {
            try (Store store = new Store(file, new Activation(), accepted(exported), false)) {
                store.branch(surprise.before(), surprise.words());
            }
            Acceptance again = accepted(exported);
            frame = again.frame();
            content = again.content();
        }
    }

    /**
     * @param source used until this is closed
     * @throws VscException as {@link VscFile#open(Path, PasswordSource)}
     */
    public static KeySlots open(Path path, PasswordSource source) throws VscException {
        return open(path, source, Optional.empty());
    }

    /**
     * The same on a computer that remembers the card.
     *
     * @throws VscException also {@code CARD_OLDER} or {@code CARD_FORKED}
     */
    public static KeySlots open(Path path, PasswordSource source, Optional<HostWitness> witness) throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            LockedFile file = LockedFile.open(new LocalDisk(), VscFile.existingPath(path));
            boolean accepted = false;
            try {
                KeySlots slots = new KeySlots(source, file, witness);
                accepted = true;
                return slots;
            } finally {
                if (!accepted) {
                    file.close();
                }
            }
        });
    }

    private Bytes cardId() {
        return frame.preamble().cardId();
    }

    public List<SlotDescription> list() {
        return frame.header().describeSlots();
    }

    /** The slot that has opened the card. */
    public SlotDescription openedBy() {
        return by.describe();
    }

    private interface Change<T> {
        T run() throws IOException, VscException;
    }

    private <T> T changing(Change<T> change) throws VscException {
        return Reported.of(file.path(), Failure.FILE_WRITE, () -> {
            if (!file.isWritable()) {
                throw new IOException("read-only");
            }
            return change.run();
        });
    }

    private void save(List<Slot> slots, Content next, AreaKeys nextKeys) throws IOException {
        save(frame.header().withSlots(slots), next, nextKeys);
    }

    private void save(Header changed, Content next, AreaKeys nextKeys) throws IOException {
        Header header = changed.changed(frame.preamble().tag(), Header.now());
        Rejected.unless(
                header.derivations() <= Header.MAX_DERIVATIONS, Failure.NOT_SUPPORTED, "cannot have so many passwords");
        Frame saved = Frame.write(frame.preamble().next(), header, next, nextKeys);
        file.replace(saved.bytes());
        frame = saved;
        content = next;
        witness.ifPresent(
                host -> host.note(header, Sighting.of(saved.preamble(), header, next, Journal.of(saved)), nextKeys));
    }

    /**
     * Adds a password.
     *
     * @param password not closed
     * @return the number of the slot
     */
    public int addPassword(Secret password, KdfParameters cost) throws VscException {
        return add(Optional.of(password), cost, SlotSecrets.NewFactor.PASSWORD);
    }

    /**
     * Adds a key file.
     *
     * @param key not closed
     * @param password if both are needed together; not closed
     * @param cost of the password, and of a file that was not made as a key
     */
    public int addKeyFile(FileKey key, Optional<Secret> password, KdfParameters cost) throws VscException {
        return add(password, cost, number -> FileFactor.fresh(key, cost));
    }

    /**
     * Adds somebody who has a private key.
     *
     * @param owner who that is, at most 256 bytes
     * @param publicKey SubjectPublicKeyInfo of an RSA-2048 key or one on P-256
     * @param password if both are needed together; not closed
     */
    public int addRecipient(String owner, Bytes publicKey, Optional<Secret> password, KdfParameters cost)
            throws VscException {
        return add(password, cost, number -> RecipientFactor.fresh(cardId(), number, owner, publicKey));
    }

    /**
     * Adds this computer.
     *
     * @param password if both are needed together; not closed
     */
    public int addHost(HostBinding host, Optional<Secret> password, KdfParameters cost) throws VscException {
        return add(password, cost, number -> HostFactor.fresh(host));
    }

    private int add(Optional<Secret> password, KdfParameters cost, SlotSecrets.NewFactor factor) throws VscException {
        return changing(() -> add(frame.header().slots(), password, cost, factor));
    }

    private int add(List<Slot> rest, Optional<Secret> password, KdfParameters cost, SlotSecrets.NewFactor factor)
            throws IOException, VscException {
        KeySlot.Opened added = secrets.add(rest, password, cost, factor);
        save(with(rest, added.wrap(cardId(), KeySlot.Wrapped.of(masterKey))), content, keys);
        return added.number();
    }

    private static List<Slot> with(List<Slot> slots, KeySlot added) {
        List<Slot> all = new ArrayList<>(slots);
        all.add(added.toSlot());
        return all;
    }

    /**
     * Removes a slot.
     *
     * @throws VscException {@code OBJECT_NOT_FOUND}, or {@code NOT_SUPPORTED} if it is the last one that opens the card
     *     wherever it is
     */
    public void remove(int number) throws VscException {
        changing(() -> {
            List<Slot> slots = new ArrayList<>(frame.header().slots());
            Rejected.unless(
                    slots.removeIf(slot -> slot.number() == number), Failure.OBJECT_NOT_FOUND, "has no slot " + number);
            requireOneThatOpens(slots);
            save(slots, withRecoveryOnlyIfIn(slots), keys);
            secrets.remove(number);
            return number;
        });
    }

    private static void requireOneThatOpens(List<Slot> slots) {
        Rejected.unless(
                slots.stream().anyMatch(slot -> slot.isKnown() && slot.kind() != Slot.HOST),
                Failure.NOT_SUPPORTED,
                "would have no slot left that opens it everywhere");
    }

    private Content withRecoveryOnlyIfIn(List<Slot> slots) {
        boolean recovery = slots.stream()
                .anyMatch(slot -> slot.isKnown()
                        && KeySlot.parse(slot, cardId()).recoveryKey().isPresent());
        return recovery ? content : with(RecoveryGuard.remove(content.passwordArea()));
    }

    private Content with(PasswordArea passwords) {
        return new Content(content.publicArea(), content.privateArea(), content.secretKeyArea(), passwords);
    }

    /**
     * Another password for the slot that has opened the card.
     *
     * @param fresh not closed
     * @throws VscException {@code NOT_SUPPORTED} if that slot takes no password
     */
    public void changePassword(Secret fresh, KdfParameters cost) throws VscException {
        changing(() -> {
            Rejected.unless(by.kdf().isPresent(), Failure.NOT_SUPPORTED, "has no password that could be changed");
            try (Factor.Fresh same = new Factor.Fresh(
                    by.factor(), by.factor().material(source.presented()).orElseThrow())) {
                KeySlot.Opened changed = KeySlot.opened(by.number(), Optional.of(fresh), cost, same);
                Slot slot = changed.wrap(cardId(), new KeySlot.Wrapped(masterKey, recoveryKey).of(by))
                        .toSlot();
                List<Slot> slots = frame.header().slots().stream()
                        .map(each -> each.number() == slot.number() ? slot : each)
                        .toList();
                save(slots, content, keys);
                secrets.put(changed);
                return slot.number();
            }
        });
    }

    /**
     * One password in the place of all that there are, for somebody who has opened the card without one.
     *
     * @param fresh not closed
     * @return the number of its slot
     */
    public int resetPassword(Secret fresh, KdfParameters cost) throws VscException {
        return changing(() -> {
            List<Slot> others = frame.header().slots().stream()
                    .filter(slot -> slot.kind() != Slot.PASSWORD)
                    .toList();
            int number = add(others, Optional.of(fresh), cost, SlotSecrets.NewFactor.PASSWORD);
            if (frame.header().lifecycle() == Lifecycle.SEALED) {
                unseal();
            }
            return number;
        });
    }

    /** What has a password for every day is in use again. */
    private void unseal() throws IOException {
        Header unsealed = frame.header().at(frame.header().enabledAs(), Optional.empty());
        save(unsealed, logged(content, LogEntry.Event.UNSEALED, ""), keys);
    }

    /**
     * Adds a slot that any {@code threshold} of {@code count} shares open, and that opens what PINs protect, too.
     *
     * @param pins values of PINs and the like by name; each wrong one costs a try
     */
    public RecoveryReport split(int threshold, int count, Map<String, Secret> pins) throws VscException {
        if (!RecoveryShare.isSplit(threshold, count)) {
            throw new VscException(
                    Failure.USAGE,
                    "Of at most %d shares, at least 2 must be needed, and no more than there are."
                            .formatted(RecoveryShare.MAX_COUNT));
        }
        int set = (int) VscFile.random().slice(0, SET_BYTES).toLong();
        try (SecretShares.Split split = SecretShares.split(threshold, count)) {
            RecoveryReport report = addRecovery(
                    pins,
                    number -> new Factor.Fresh(
                            new SharesFactor(threshold, count, set),
                            split.secret().copy()));
            List<RecoveryShare> shares = new ArrayList<>();
            for (Secret value : split.shares()) {
                shares.add(new RecoveryShare(
                        RecoveryShare.card(cardId()), set, threshold, count, shares.size() + 1, value.copy()));
            }
            return report.with(shares);
        }
    }

    /** The same for somebody who has a private key, as {@link #addRecipient}. */
    public RecoveryReport addRecoveryRecipient(String owner, Bytes publicKey, Map<String, Secret> pins)
            throws VscException {
        return addRecovery(pins, number -> RecipientFactor.fresh(cardId(), number, owner, publicKey));
    }

    private RecoveryReport addRecovery(Map<String, Secret> pins, SlotSecrets.NewFactor factor) throws VscException {
        return changing(() -> {
            Map<String, SealingKey> known = guards(pins);
            boolean stale = recoveryKey.isEmpty();
            SealingKey recovery = recoveryKey.orElseGet(SealingKey::generate);
            KeySlot.Wrapped wrapped = new KeySlot.Wrapped(masterKey, Optional.of(recovery));
            SlotSecrets.Rewrapped rest = secrets.rewrap(
                    frame.header().slots(),
                    wrapped,
                    slot -> stale && slot.recoveryKey().isPresent());
            KeySlot.Opened added = secrets.add(rest.slots(), Optional.empty(), KdfParameters.DEFAULT, factor);
            PasswordArea passwords = RecoveryGuard.put(content.passwordArea(), cardId(), recovery, known);
            save(with(rest.slots(), added.wrap(cardId(), wrapped)), with(passwords), keys);
            recoveryKey = Optional.of(recovery);
            return RecoveryReport.of(content.passwordArea(), added.number(), rest.dropped());
        });
    }

    /** All guards whose private key is at hand: by their PINs, by recovery, or without either. */
    private Map<String, SealingKey> guards(Map<String, Secret> pins) throws IOException, VscException {
        Map<String, SealingKey> known = new HashMap<>();
        if (!pins.isEmpty()) {
            verify(pins, known);
        }
        content.openGuards().forEach(known::put);
        recoveryKey.ifPresent(key -> known.putAll(RecoveryGuard.open(content.passwordArea(), key)));
        return known;
    }

    /** Counts the tries as a card in use does. */
    private void verify(Map<String, Secret> pins, Map<String, SealingKey> known) throws IOException, VscException {
        try (Secret exported = keys.export()) {
            try (Store store = new Store(file, new Activation(), accepted(exported), false)) {
                known.putAll(PinGuards.open(store, pins));
            }
            Acceptance again = accepted(exported);
            frame = again.frame();
            content = again.content();
        }
    }

    private Acceptance accepted(Secret areaKeys) throws IOException {
        return Acceptance.of(Frame.parse(file.content()), AreaKeys.parse(areaKeys));
    }

    /**
     * What {@link #rekey} would do.
     *
     * @param recoveryOnly whether to keep the slots for recovery alone: the card is then out of everyday use, and an everyday
     *     password that somebody has guessed opens old copies only
     * @throws VscException {@code NOT_SUPPORTED} if no slot would be left
     */
    public RekeyPlan plan(boolean recoveryOnly) throws VscException {
        return changing(() -> {
            Secret fresh = Secret.random(KeySlot.MASTER_KEY_LENGTH);
            boolean recovery = frame.header()
                    .keySlots()
                    .anyMatch(slot -> slot.recoveryKey().isPresent());
            Optional<SealingKey> key =
                    recovery ? Optional.of(recoveryKey.orElseGet(SealingKey::generate)) : Optional.empty();
            SlotSecrets.Rewrapped slots = secrets.rewrap(
                    frame.header().slots(),
                    new KeySlot.Wrapped(fresh, key),
                    slot -> !recoveryOnly || slot.recoveryKey().isPresent());
            List<SlotDescription> dropped = new ArrayList<>(slots.dropped());
            List<Integer> kept = slots.made().stream().map(KeySlot::number).toList();
            frame.header().describeSlots().stream()
                    .filter(slot -> !kept.contains(slot.number()) && !dropped.contains(slot))
                    .forEach(dropped::add);
            requireOneThatOpens(slots.made().stream().map(KeySlot::toSlot).toList());
            boolean stillRecovery =
                    slots.made().stream().anyMatch(slot -> slot.recoveryKey().isPresent());
            return new RekeyPlan(fresh, stillRecovery ? key : Optional.empty(), slots.made(), dropped);
        });
    }

    /**
     * Gives the card a new master key and with it new keys for everything: who knows the old ones, or the password of an old
     * copy, cannot read what the card holds from now on. Guards are renewed whose PINs are all given.
     *
     * @param plan of this object
     * @param pins values of PINs and the like by name; each wrong one costs a try
     * @return the guards that were renewed
     */
    public SortedSet<String> rekey(RekeyPlan plan, Map<String, Secret> pins) throws VscException {
        return changing(() -> rekey(plan, pins, same -> same, same -> same));
    }

    /**
     * The same for a card that goes into the safe: with the slots for recovery alone, and marked as that.
     *
     * @param plan for recovery only
     * @param reason for the log, as for {@link CardLife#disable}
     * @return the guards that recovery does not open: of those, the PIN must be known
     */
    public SortedSet<String> seal(RekeyPlan plan, Map<String, Secret> pins, String reason) throws VscException {
        CardLife.requireReason(reason);
        return changing(() -> {
            rekey(
                    plan,
                    pins,
                    header -> header.at(Lifecycle.SEALED, Optional.empty()),
                    next -> logged(next, LogEntry.Event.SEALED, reason));
            return RecoveryReport.of(content.passwordArea(), 0, plan.dropped()).unprotectedGuards();
        });
    }

    private Content logged(Content before, LogEntry.Event event, String reason) {
        StoreEdit edit = new StoreEdit(Store.identity(frame.header()), new Activation(), before);
        CardLog.read(before).append(edit, Header.now(), event, reason, Optional.empty());
        return edit.finish();
    }

    private SortedSet<String> rekey(
            RekeyPlan plan, Map<String, Secret> pins, UnaryOperator<Header> life, UnaryOperator<Content> completion)
            throws IOException, VscException {
        Map<String, SealingKey> known = guards(pins);
        GuardRenewal.Renewed renewed = new GuardRenewal(cardId(), content, known, pins).renew();
        PasswordArea passwords = plan.recoveryKey()
                .map(key -> RecoveryGuard.put(renewed.content().passwordArea(), cardId(), key, renewed.keys()))
                .orElse(renewed.content().passwordArea());
        Content next = new Content(
                renewed.content().publicArea(),
                renewed.content().privateArea(),
                renewed.content().secretKeyArea(),
                passwords);
        AreaKeys fresh = AreaKeys.derive(plan.masterKey(), cardId());
        save(life.apply(frame.header()).withSlots(plan.slots()), completion.apply(next), fresh);
        keys.close();
        keys = fresh;
        masterKey = plan.masterKey().copy();
        recoveryKey = plan.recoveryKey();
        return new TreeSet<>(renewed.guards());
    }

    /** Wipes the keys and gives the file free. */
    @Override
    public void close() {
        masterKey.close();
        secrets.close();
        recoveryKey.ifPresent(SealingKey::close);
        keys.close();
        content.close();
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(KeySlots.class.getName())
                    .log(System.Logger.Level.WARNING, "the file could not be closed", e);
        }
    }
}
