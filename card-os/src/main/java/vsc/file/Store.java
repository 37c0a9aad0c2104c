// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

/** The objects of an activated file. Each change is one save, and only what is saved can be read. */
final class Store implements ObjectStore, AutoCloseable {
    private static final Logger LOG = System.getLogger(Store.class.getName());

    private final LockedFile file;
    private final AreaKeys keys;
    private final Activation activation;
    private final OpenGuards openedByActivation;
    private Preamble preamble;
    private Header header;
    private Content content;

    /** False from the beginning of a save until it is known to be on disk. */
    private boolean usable = true;

    /**
     * @param accepted what {@code file} holds
     */
    Store(LockedFile file, Activation activation, Acceptance accepted) {
        this.file = file;
        this.keys = accepted.keys();
        this.activation = activation;
        this.openedByActivation = activation.openForGood(accepted.content().openGuards());
        this.preamble = accepted.frame().preamble();
        this.header = accepted.frame().header();
        this.content = accepted.content();
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
        Guard guard = content.passwordArea().guards().get(name);
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
        save(content.withPin(pin.withTriesLeft(left)));
        Optional<Secret> kek =
                pin.unlock(preamble.cardId(), value, content.passwordArea().pepper());
        if (kek.isEmpty()) {
            return new Verification.Wrong(left);
        }
        try (Secret key = kek.get()) {
            Map<String, SealingKey> guards = unwrap(pin, key);
            save(content.withPin(pin.withTriesLeft(pin.state().maxTries())));
            return new Verification.Right(activation.open(guards));
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
        StoreEdit edit = new StoreEdit(preamble.cardId(), activation, content());
        CardError.unless(file.isWritable(), StatusWord.CONDITIONS_NOT_SATISFIED);
        change.accept(edit);
        try {
            save(edit.finish());
        } catch (Rejected tooLarge) {
            throw new CardError(StatusWord.NOT_ENOUGH_MEMORY);
        }
        activation.retain(content);
    }

    /**
     * Changes the header alone.
     *
     * @return the new one
     * @throws IOException if it cannot be saved; errors as {@link #save} otherwise
     */
    synchronized Header changeHeader(UnaryOperator<Header> change) throws IOException {
        Content same = content();
        if (!file.isWritable()) {
            throw new IOException("read-only");
        }
        write(change.apply(header), same);
        return header;
    }

    synchronized Secret exportKeys() {
        content();
        return keys.export();
    }

    /** On a read-only medium, tries are counted for as long as the card is activated. */
    private void save(Content next) {
        if (!file.isWritable()) {
            content = next;
            return;
        }
        try {
            write(header, next);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the card could not be saved and is out of order until it is opened again", e);
            throw new CardError(StatusWord.MEMORY_FAILURE);
        }
    }

    private void write(Header next, Content nextContent) throws IOException {
        Frame frame = Frame.write(preamble.next(), next.changed(preamble.tag(), Header.now()), nextContent, keys);
        usable = false;
        file.replace(frame.bytes());
        usable = true;
        preamble = frame.preamble();
        header = frame.header();
        content = nextContent;
    }

    private Content content() {
        CardError.unless(usable, StatusWord.MEMORY_FAILURE);
        return content;
    }

    synchronized Header header() {
        return header;
    }

    synchronized long generation() {
        return preamble.generation();
    }

    /** Wipes the keys. Nothing can be had of this store any more. */
    @Override
    public synchronized void close() {
        usable = false;
        activation.close();
        content.close();
        keys.close();
    }
}
