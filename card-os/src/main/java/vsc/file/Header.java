// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import vsc.crypto.Sha256;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;

/**
 * The identifier area: all that can be known of a card without activating it. Whether it is true shows only on activation.
 *
 * @param cardId unique, 16 bytes
 * @param length of the whole file in bytes
 * @param previous tag of the file before its last change, zeros at first
 * @param guards names of all guards on the card
 * @param applications the file hierarchy: what can be selected
 * @param areas in the order of the file
 */
public record Header(
        Bytes cardId,
        String label,
        String profile,
        Lifecycle lifecycle,
        int length,
        Bytes previous,
        Instant created,
        Instant modified,
        List<String> guards,
        List<PinRule> pinRules,
        SortedMap<String, Bytes> attributes,
        List<Aid> applications,
        List<Slot> slots,
        List<AreaEntry> areas,
        List<Extension> extensions) {
    /** File descriptor byte of a dedicated file (ISO/IEC 7816-4, 7.4.5). */
    public static final int TYPE = 0x38;

    /** The structure in a file descriptor byte: linear, records of variable size. */
    public static final int STRUCTURE = 0x04;

    static final int MAX_LENGTH = 64 << 10;
    static final int MAX_ENTRIES = 64;
    static final List<Area> AREAS = List.of(Area.PUBLIC, Area.PRIVATE, Area.SECRET_KEY, Area.PASSWORD);

    /** A wrong password is tried on all of them. */
    static final int MAX_DERIVATIONS = 8;

    /** Attribute of a card that is out of use: what it is otherwise. */
    private static final String ENABLED_AS = "enabled-as";

    /** Attribute of a card that is in use for a time only: the end, as ISO 8601 writes it. */
    private static final String ENABLED_UNTIL = "enabled-until";

    private static final int VERSION = 1;
    private static final int MAX_TEXT = 256;
    private static final int MAX_AID = 16;
    private static final int MIN_AID = 5;

    static Header of(Bytes cardId, NewCard card, Slot slot, Instant now) {
        return new Header(
                cardId,
                card.label(),
                card.profile(),
                card.lifecycle(),
                0,
                Preamble.NO_TAG,
                now,
                now,
                List.of(),
                card.pinRules(),
                Collections.unmodifiableSortedMap(new TreeMap<>(card.attributes())),
                card.applications(),
                List.of(slot),
                List.of(),
                List.of());
    }

    /** As precise as it can be stored. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    Header labelled(String newLabel) {
        return with(newLabel, lifecycle, attributes, length, previous, modified, guards, slots, areas);
    }

    /**
     * In another state of its life. What a card was before it was disabled or sealed, it is again afterwards.
     *
     * @param enabledUntil when an enabled card is disabled again by itself
     */
    Header at(Lifecycle next, Optional<Instant> enabledUntil) {
        SortedMap<String, Bytes> changed = new TreeMap<>(attributes);
        changed.remove(ENABLED_AS);
        changed.remove(ENABLED_UNTIL);
        if (next == Lifecycle.DISABLED || next == Lifecycle.SEALED) {
            changed.put(ENABLED_AS, Bytes.ascii(enabledAs().name()));
        }
        enabledUntil.ifPresent(end -> changed.put(ENABLED_UNTIL, Bytes.ascii(end.toString())));
        return with(
                label,
                next,
                Collections.unmodifiableSortedMap(changed),
                length,
                previous,
                modified,
                guards,
                slots,
                areas);
    }

    /** What the card is, or is again when it is enabled: {@code ACTIVE} or {@code TEST}. */
    public Lifecycle enabledAs() {
        Bytes before = attributes.get(ENABLED_AS);
        boolean test = before == null ? lifecycle == Lifecycle.TEST : before.equals(Bytes.ascii(Lifecycle.TEST.name()));
        return test ? Lifecycle.TEST : Lifecycle.ACTIVE;
    }

    /** When the card is disabled again, if it was enabled for a time only. */
    public Optional<Instant> enabledUntil() {
        return Optional.ofNullable(attributes.get(ENABLED_UNTIL))
                .map(text -> Instant.parse(new String(text.toArray(), StandardCharsets.US_ASCII)));
    }

    Header withSlots(List<Slot> newSlots) {
        return with(label, lifecycle, attributes, length, previous, modified, guards, newSlots, areas);
    }

    /** After one more change. Time does not run backwards in a file, whatever the clock says. */
    Header changed(Bytes newPrevious, Instant now) {
        Instant later = now.isBefore(modified) ? modified : now;
        return with(label, lifecycle, attributes, length, newPrevious, later, guards, slots, areas);
    }

    Header guarded(List<String> newGuards) {
        return with(label, lifecycle, attributes, length, previous, modified, newGuards, slots, areas);
    }

    Header laidOut(int newLength, List<AreaEntry> newAreas) {
        return with(label, lifecycle, attributes, newLength, previous, modified, guards, slots, newAreas);
    }

    private Header with(
            String newLabel,
            Lifecycle newLifecycle,
            SortedMap<String, Bytes> newAttributes,
            int newLength,
            Bytes newPrevious,
            Instant newModified,
            List<String> newGuards,
            List<Slot> newSlots,
            List<AreaEntry> newAreas) {
        return new Header(
                cardId,
                newLabel,
                profile,
                newLifecycle,
                newLength,
                newPrevious,
                created,
                newModified,
                newGuards,
                pinRules,
                newAttributes,
                applications,
                newSlots,
                newAreas,
                extensions);
    }

    /** The slots of the kinds that are known here. */
    Stream<KeySlot> keySlots() {
        return slots.stream().filter(Slot::isKnown).map(slot -> KeySlot.parse(slot, cardId));
    }

    Bytes encode() {
        return DerWriter.sequenceOf(this::writeTo);
    }

    private void writeTo(DerWriter der) {
        der.integer(VERSION);
        der.octets(cardId);
        der.text(label);
        der.integer(TYPE);
        der.integer(STRUCTURE);
        der.integer(length);
        der.text(lifecycle.name());
        der.text(profile);
        der.octets(previous);
        der.time(created);
        der.time(modified);
        der.sequence(() -> {
            der.sequence(() -> guards.forEach(der::text));
            der.sequence(() -> pinRules.forEach(rule -> rule.writeTo(der)));
        });
        der.sequence(() -> attributes.forEach((name, value) -> der.sequence(() -> {
            der.text(name);
            der.octets(value);
        })));
        der.sequence(() -> applications.forEach(aid -> der.octets(aid.value())));
        der.sequence(() -> slots.forEach(slot -> slot.writeTo(der)));
        der.sequence(() -> areas.forEach(area -> area.writeTo(der)));
        der.sequence(() -> extensions.forEach(extension -> extension.writeTo(der)));
    }

    static Header parse(Bytes encoded) {
        DerReader der = DerReader.ofSequence(encoded.toArray(), Failure.FILE_ENCODING);
        der.require(der.integer(VERSION) == VERSION, "has another version than the whole");
        Bytes cardId = der.octets(Preamble.ID_LENGTH);
        String label = der.text(MAX_TEXT);
        der.raw();
        der.raw();
        int length = der.integer(Frame.MAX_LENGTH);
        Lifecycle lifecycle = der.constant(Lifecycle.class);
        String profile = Names.read(der);
        Bytes previous = der.octets(Sha256.LENGTH);
        Instant created = der.time();
        Instant modified = der.time();
        DerReader access = der.sequence();
        Header header = new Header(
                cardId,
                label,
                profile,
                lifecycle,
                length,
                previous,
                created,
                modified,
                access.listOf(MAX_ENTRIES, Names::read),
                access.listOf(MAX_ENTRIES, PinRule::read),
                der.mapOf(MAX_ENTRIES, Header::readAttribute),
                der.listOf(MAX_ENTRIES, Header::readAid),
                der.listOf(MAX_ENTRIES, Slot::read),
                readAreas(der),
                der.listOf(MAX_ENTRIES, Extension::read));
        Rejected.unless(
                header.encode().equals(encoded),
                Failure.FILE_ENCODING,
                "is damaged: its header is not built as it should be");
        return header;
    }

    private static Map.Entry<String, Bytes> readAttribute(DerReader list) {
        DerReader der = list.sequence();
        return Map.entry(Names.read(der), der.octets());
    }

    private static Aid readAid(DerReader list) {
        Bytes value = list.octets();
        list.require(value.length() >= MIN_AID && value.length() <= MAX_AID, "has a field of the wrong length");
        return new Aid(value);
    }

    private static List<AreaEntry> readAreas(DerReader der) {
        DerReader list = der.sequence();
        List<AreaEntry> areas =
                AREAS.stream().map(area -> AreaEntry.read(list, area)).toList();
        list.end();
        return areas;
    }

    /** Whether slots of a known kind are built as they should be. */
    void checkSlots() {
        keySlots().forEach(KeySlot::kind);
    }

    /** What can be known of the slots. */
    public List<SlotDescription> describeSlots() {
        return slots.stream()
                .map(slot -> slot.isKnown() ? KeySlot.parse(slot, cardId).describe() : SlotDescription.unknown(slot))
                .toList();
    }

    /** What a wrong password costs. */
    int derivations() {
        return keySlots().mapToInt(KeySlot::derivations).sum();
    }

    /** The part of the semantic check that needs no secret. */
    void check() {
        for (Extension extension : extensions) {
            Rejected.unless(
                    !extension.critical(),
                    Failure.FILE_CRITICAL_EXTENSION,
                    "needs a newer version of the program (extension %s)".formatted(extension.oid()));
        }
        requireUnique(slots.stream().map(Slot::number).toList(), "two slots with one number");
        Rejected.unless(
                derivations() <= MAX_DERIVATIONS, Failure.FILE_KDF_LIMITS, "asks for too many passwords to be tried");
        checkLife();
        requireUnique(applications, "two applications with one name");
        requireUnique(pinRules.stream().map(PinRule::name).toList(), "two rules for one PIN");
        Rejected.unless(
                mayBeOpen() || slots.stream().noneMatch(slot -> slot.kind() == Slot.OPEN),
                Failure.FILE_SEMANTICS,
                "is no test card and yet opens without a password");
    }

    private boolean mayBeOpen() {
        return lifecycle != Lifecycle.SEALED && enabledAs() == Lifecycle.TEST;
    }

    private void checkLife() {
        Bytes before = attributes.get(ENABLED_AS);
        boolean known = before == null
                || before.equals(Bytes.ascii(Lifecycle.TEST.name()))
                || before.equals(Bytes.ascii(Lifecycle.ACTIVE.name()));
        boolean out = lifecycle == Lifecycle.DISABLED || lifecycle == Lifecycle.SEALED;
        try {
            known &= enabledUntil().isEmpty() || !out;
        } catch (DateTimeException e) {
            known = false;
        }
        Rejected.unless(known && (out || before == null), Failure.FILE_SEMANTICS, "has a life that cannot be");
    }

    private static void requireUnique(List<?> values, String words) {
        Rejected.unless(new HashSet<Object>(values).size() == values.size(), Failure.FILE_SEMANTICS, "has " + words);
    }
}
