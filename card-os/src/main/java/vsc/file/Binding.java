// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.ObjectId;

/**
 * The one place where an envelope belongs. It is authenticated with the envelope, so that no envelope can stand in for
 * another.
 *
 * @param place from the kind of thing to its name
 * @param change which change of the card, for what is encrypted anew with each; else nothing
 */
record Binding(Bytes cardId, List<String> place, Bytes change) {
    private static final String JOURNAL = "journal";

    /** The kind of thing and two names, of which an object's has two parts. */
    private static final int MAX_PLACE = 3;

    private static final int MAX_TEXT = 2 * Names.MAX_LENGTH;

    /**
     * @param previous the tag of the file before this change
     */
    static Binding area(Bytes cardId, Area area, long generation, Bytes previous) {
        return new Binding(
                cardId,
                List.of("area", AreaEntry.name(area)),
                Bytes.ofInt(generation, Long.BYTES).concat(previous));
    }

    /**
     * @param previous hash of the record before, or the tag of the file
     */
    static Binding journal(Bytes cardId, int slot, long generation, Bytes previous) {
        return new Binding(
                cardId,
                List.of(JOURNAL, Integer.toString(slot)),
                Bytes.ofInt(generation, Long.BYTES).concat(previous));
    }

    /** Whether it is for a record in the journal of that very file, wherever in it. */
    boolean isForJournal(Bytes card, long generation) {
        return cardId.equals(card)
                && place.get(0).equals(JOURNAL)
                && change.startsWith(Bytes.ofInt(generation, Long.BYTES));
    }

    /** What {@link #writeTo} has written. */
    static Binding read(DerReader attributes) {
        DerReader attribute = attributes.sequence();
        attribute.raw();
        DerReader der = attribute.constructed(Der.SET).sequence();
        Bytes cardId = der.octets();
        List<String> place = der.listOf(MAX_PLACE, element -> element.text(MAX_TEXT));
        der.require(!place.isEmpty(), "belongs nowhere");
        return new Binding(cardId, place, der.octets());
    }

    static Binding slot(Bytes cardId, int number) {
        return constant(cardId, "slot", Integer.toString(number));
    }

    static Binding pin(Bytes cardId, String pin, String guard) {
        return constant(cardId, "pin", pin, guard);
    }

    static Binding recovery(Bytes cardId, String guard) {
        return constant(cardId, "recovery", guard);
    }

    static Binding data(Bytes cardId, ObjectId id, String guard) {
        return constant(cardId, "data", id.toString(), guard);
    }

    static Binding key(Bytes cardId, ObjectId id, String guard) {
        return constant(cardId, "key", id.toString(), guard);
    }

    private static Binding constant(Bytes cardId, String... place) {
        return new Binding(cardId, List.of(place), Bytes.EMPTY);
    }

    /** A name for the key that opens the envelope. */
    Bytes keyId() {
        return Bytes.ascii(String.join(" ", place));
    }

    /** The attributes of the envelope in the form in which they are authenticated: a SET (RFC 5083, 2.2). */
    Bytes attributes() {
        return DerWriter.constructedOf(Der.SET, this::writeTo);
    }

    /** The one attribute, vscBinding. */
    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.oid(Der.VSC_BINDING);
            der.constructed(
                    Der.SET,
                    () -> der.sequence(() -> {
                        der.octets(cardId);
                        der.sequence(() -> place.forEach(der::text));
                        der.octets(change);
                    }));
        });
    }
}
