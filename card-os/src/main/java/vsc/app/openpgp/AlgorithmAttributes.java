// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vsc.crypto.KeyType;
import vsc.iso.Bytes;
import vsc.model.ObjectStore;

/**
 * What kind of key a slot is for (4.4.3.9).
 *
 * @param value as it was written, and as it is read
 */
record AlgorithmAttributes(Bytes value, KeyType type) {
    private static final int RSA = 0x01;
    private static final int MAX_IMPORT_FORMAT = 3;

    /** Bits of the public exponent that hosts write; the keys made here have 17. */
    private static final List<Integer> EXPONENT_BITS = List.of(0x11, 0x20);

    /** A curve name may be followed by the import format: FF with the public key, 00 without. */
    private static final List<Bytes> CURVE_SUFFIXES = List.of(Bytes.EMPTY, Bytes.of(0xFF), Bytes.of(0x00));

    private static final KeyType DEFAULT_TYPE = KeyType.RSA_2048;

    /** The present attributes of a slot. */
    static AlgorithmAttributes of(ObjectStore store, KeySlot slot) {
        return store.publicData(OpenPgp.id(slot.attributesTag()))
                .flatMap(value -> parse(slot, value))
                .orElseGet(() -> rsa(DEFAULT_TYPE));
    }

    static Optional<AlgorithmAttributes> parse(KeySlot slot, Bytes value) {
        return value.at(0) == RSA ? parseRsa(value) : parseCurve(slot, value);
    }

    private static Optional<AlgorithmAttributes> parseRsa(Bytes value) {
        if (value.length() < 5
                || value.length() > 6
                || !EXPONENT_BITS.contains((int) value.slice(3, 5).toLong())
                || value.length() == 6 && value.at(5) > MAX_IMPORT_FORMAT) {
            return Optional.empty();
        }
        long bits = value.slice(1, 3).toLong();
        return Arrays.stream(KeyType.values())
                .filter(type -> type.isRsa() && type.size() * 8L == bits && bits >= 2048)
                .findFirst()
                .map(type -> new AlgorithmAttributes(value, type));
    }

    private static Optional<AlgorithmAttributes> parseCurve(KeySlot slot, Bytes value) {
        return Arrays.stream(CurveName.values())
                .filter(curve -> curve.fits(slot)
                        && CURVE_SUFFIXES.stream()
                                .anyMatch(suffix ->
                                        curve.attributes(slot).concat(suffix).equals(value)))
                .findFirst()
                .map(curve -> new AlgorithmAttributes(value, curve.type()));
    }

    private static AlgorithmAttributes rsa(KeyType type) {
        return new AlgorithmAttributes(
                Bytes.of(RSA).concat(Bytes.ofInt(type.size() * 8L, 2), Bytes.ofInt(0x20, 2), Bytes.of(0)), type);
    }

    /** All that a slot can be set to (4.4.3.11). */
    static List<AlgorithmAttributes> supported(KeySlot slot) {
        List<AlgorithmAttributes> all = new ArrayList<>();
        Arrays.stream(KeyType.values())
                .filter(type -> type.isRsa() && type.size() * 8 >= 2048)
                .forEach(type -> all.add(rsa(type)));
        Arrays.stream(CurveName.values())
                .filter(curve -> curve.fits(slot))
                .forEach(curve -> all.add(new AlgorithmAttributes(curve.attributes(slot), curve.type())));
        return all;
    }

    /** The attributes with which a slot takes a key of this type; empty if it takes none. */
    static Optional<AlgorithmAttributes> forType(KeySlot slot, KeyType type) {
        return supported(slot).stream().filter(each -> each.type() == type).findFirst();
    }
}
