// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * The state in which a card was seen.
 *
 * @param tag of the file
 * @param slot of the journal behind the last change, and {@code last} the hash of that change
 * @param tries left to each PIN
 * @param kinds of the slots, ascending by their numbers
 */
record Sighting(
        Bytes cardId,
        Bytes branch,
        long generation,
        Bytes tag,
        int slot,
        Bytes last,
        SortedMap<String, Integer> tries,
        List<Integer> kinds) {
    private static final int MAX_KIND = 255;

    static Sighting of(Preamble preamble, Header header, Content content, Journal journal) {
        SortedMap<String, Integer> tries = new TreeMap<>();
        content.passwordArea()
                .pins()
                .forEach((name, pin) -> tries.put(name, pin.state().triesLeft()));
        return new Sighting(
                preamble.cardId(),
                preamble.branch(),
                preamble.generation(),
                preamble.tag(),
                journal.next(),
                journal.last(),
                Collections.unmodifiableSortedMap(tries),
                header.slots().stream().map(Slot::kind).toList());
    }

    Bytes encode(Secret key) {
        Bytes fields = fields();
        return fields.concat(Sha256.hmac(key, fields));
    }

    private Bytes fields() {
        return DerWriter.sequenceOf(der -> {
            der.octets(cardId);
            der.octets(branch);
            der.integer(generation);
            der.octets(tag);
            der.integer(slot);
            der.octets(last);
            der.sequence(() -> tries.forEach((pin, left) -> der.sequence(() -> {
                der.text(pin);
                der.integer(left);
            })));
            der.sequence(() -> kinds.forEach(der::integer));
        });
    }

    /**
     * @throws Rejected if it is none
     */
    static Sighting parse(Bytes encoded) {
        Rejected.unless(encoded.length() > Sha256.LENGTH, Failure.FILE_ENCODING, "is too short");
        Bytes fields = encoded.slice(0, encoded.length() - Sha256.LENGTH);
        DerReader der = DerReader.ofSequence(fields.toArray(), Failure.FILE_ENCODING);
        Sighting sighting = new Sighting(
                der.octets(Preamble.ID_LENGTH),
                der.octets(Preamble.ID_LENGTH),
                der.integer(Long.MAX_VALUE),
                der.octets(Sha256.LENGTH),
                der.integer(Frame.MAX_LENGTH),
                der.octets(Sha256.LENGTH),
                der.mapOf(Header.MAX_ENTRIES, Sighting::readTries),
                der.listOf(Header.MAX_ENTRIES, list -> list.integer(MAX_KIND)));
        der.end();
        return sighting;
    }

    private static Map.Entry<String, Integer> readTries(DerReader list) {
        DerReader der = list.sequence();
        return Map.entry(Names.read(der), der.integer(PinReference.MAX_TRIES));
    }

    /** Whether {@code encoded} was made with the keys of the card. */
    static boolean isAuthentic(Bytes encoded, Secret key) {
        int end = encoded.length() - Sha256.LENGTH;
        return Sha256.isEqual(Sha256.hmac(key, encoded.slice(0, end)), encoded.from(end));
    }
}
