// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;

/** All that an activated card holds: the four areas behind the header. Immutable, but for the secrets in it. */
record Content(PublicArea publicArea, PrivateArea privateArea, SecretKeyArea secretKeyArea, PasswordArea passwordArea) {
    /** In each area. */
    static final int MAX_OBJECTS = 10_000;

    /** A card with nothing on it but its open guard. */
    static Content empty() {
        SealingKey open = SealingKey.generate();
        Guard guard = new Guard(ObjectStore.OPEN_GUARD, open.publicKey(), Optional.of(open), Optional.empty());
        PasswordArea passwords = new PasswordArea(
                Secret.random(PasswordArea.PEPPER_LENGTH),
                Optional.empty(),
                new TreeMap<>(Map.of(guard.name(), guard)),
                new TreeMap<>());
        return new Content(
                new PublicArea(new TreeMap<>()),
                new PrivateArea(new TreeMap<>()),
                new SecretKeyArea(new TreeMap<>()),
                passwords);
    }

    /**
     * @throws Rejected if there is too much, or a change makes no sense
     */
    Content changed(List<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Draft draft = new Draft(this);
        changes.forEach(change -> change.applyTo(draft));
        Content changed = draft.finish();
        changed.check();
        return changed;
    }

    /**
     * The areas as they are stored.
     *
     * @param previous tag of the file before
     */
    Map<Area, Bytes> seal(Bytes cardId, long generation, Bytes previous, AreaKeys keys) {
        Map<Area, Bytes> stored = new EnumMap<>(Area.class);
        stored.put(Area.PUBLIC, publicArea.encode());
        Map<Area, Secret> plain = Map.of(
                Area.PRIVATE, privateArea.encode(),
                Area.SECRET_KEY, secretKeyArea.encode(),
                Area.PASSWORD, passwordArea.encode());
        plain.forEach((area, encoded) -> {
            Binding binding = Binding.area(cardId, area, generation, previous);
            stored.put(area, Envelope.seal(keys.of(area), binding, encoded).encode());
            encoded.close();
        });
        return stored;
    }

    /**
     * @param frame authenticated
     * @throws Rejected if an envelope does not open, or what is in it makes no sense
     */
    static Content open(Frame frame, AreaKeys keys) {
        Content content = new Content(
                PublicArea.parse(frame.area(Area.PUBLIC)),
                open(frame, Area.PRIVATE, keys, PrivateArea::parse, PrivateArea::encode),
                open(frame, Area.SECRET_KEY, keys, SecretKeyArea::parse, SecretKeyArea::encode),
                open(frame, Area.PASSWORD, keys, PasswordArea::parse, PasswordArea::encode));
        content.check();
        require(
                frame.header()
                        .guards()
                        .equals(List.copyOf(content.passwordArea().guards().keySet())),
                "has a header that names other guards");
        return content;
    }

    /** An area on its own; errors as {@link #open}, but for how it is encoded. */
    static <T> T openArea(Frame frame, Area area, AreaKeys keys, BiFunction<Secret, Bytes, T> parse) {
        Binding binding = Binding.area(
                frame.preamble().cardId(),
                area,
                frame.preamble().generation(),
                frame.header().previous());
        try (Secret plain = Envelope.parse(frame.area(area), binding).open(keys.of(area))) {
            return parse.apply(plain, frame.preamble().cardId());
        }
    }

    private static <T> T open(
            Frame frame, Area area, AreaKeys keys, BiFunction<Secret, Bytes, T> parse, Function<T, Secret> encode) {
        Bytes cardId = frame.preamble().cardId();
        Binding binding = Binding.area(
                cardId, area, frame.preamble().generation(), frame.header().previous());
        try (Secret plain = Envelope.parse(frame.area(area), binding).open(keys.of(area))) {
            T parsed = parse.apply(plain, cardId);
            try (Secret again = encode.apply(parsed)) {
                if (!again.matches(plain)) {
                    throw new Rejected(
                            Failure.FILE_ENCODING,
                            "is damaged: its %s area is not built as it should be".formatted(AreaEntry.name(area)));
                }
            }
            return parsed;
        }
    }

    void check() {
        passwordArea.check();
        require(
                Collections.disjoint(
                        publicArea.objects().keySet(), privateArea.objects().keySet()),
                "has one object in two areas");
        privateArea.objects().values().forEach(data -> requireGuard(data.guard()));
        secretKeyArea.keys().values().stream()
                .map(SecretKeyArea.SealedKey::description)
                .map(KeyRecord::guard)
                .forEach(this::requireGuard);
    }

    private void requireGuard(String guard) {
        require(passwordArea.guards().containsKey(guard), "has an object whose guard is not there");
    }

    private static void require(boolean condition, String words) {
        Rejected.unless(condition, Failure.FILE_SEMANTICS, words);
    }

    /** The guards that need no PIN. */
    Map<String, SealingKey> openGuards() {
        Map<String, SealingKey> open = new HashMap<>();
        passwordArea.guards().forEach((name, guard) -> guard.openKey().ifPresent(key -> open.put(name, key)));
        return open;
    }

    /** What wraps the keys: each new one has a new envelope. */
    Set<Envelope> keyEnvelopes() {
        Set<Envelope> envelopes = new HashSet<>();
        secretKeyArea.keys().values().forEach(key -> envelopes.add(key.envelope()));
        return envelopes;
    }

    /** Wipes the secrets. */
    void close() {
        passwordArea.close();
    }
}
