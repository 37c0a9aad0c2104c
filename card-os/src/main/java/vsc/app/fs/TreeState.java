// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/**
 * What the file system remembers beside its files. Immutable.
 *
 * @param operational false until the card is finalised: no access condition holds before that
 * @param nextNumber for the next file; numbers are not used again
 * @param changes counts them modulo 65536, by which hosts know that what they have cached is old
 * @param pins bit n for a PIN n that is defined
 * @param pending numbers of files with updates by somebody who may not read them
 * @param names of DFs, and their numbers
 */
record TreeState(
        boolean operational,
        int nextNumber,
        int changes,
        int pins,
        SortedSet<Integer> pending,
        SortedMap<Bytes, Integer> names) {
    private static final ObjectId ID = new ObjectId(FileSystem.NAME, 0);

    private static final int OPERATIONAL = 0x80;
    private static final int NEXT = 0x81;
    private static final int CHANGES = 0x82;
    private static final int PINS = 0x83;
    private static final int PENDING = 0x84;
    private static final int NAMED = 0xA5;
    private static final int NAME = 0x4F;
    private static final int NUMBER = 0x80;
    private static final int NUMBER_LENGTH = 3;

    static TreeState of(ObjectStore store) {
        List<Tlv> tlvs = Tlv.parseAll(store.publicData(ID).orElseThrow());
        SortedSet<Integer> pending = new TreeSet<>();
        Bytes list = find(tlvs, PENDING);
        for (int at = 0; at < list.length(); at += NUMBER_LENGTH) {
            pending.add((int) list.slice(at, at + NUMBER_LENGTH).toLong());
        }
        SortedMap<Bytes, Integer> names = new TreeMap<>();
        for (Tlv named : tlvs) {
            if (named.tag() == NAMED) {
                List<Tlv> fields = named.children();
                names.put(find(fields, NAME), (int) find(fields, NUMBER).toLong());
            }
        }
        return new TreeState(
                find(tlvs, OPERATIONAL).at(0) != 0,
                (int) find(tlvs, NEXT).toLong(),
                (int) find(tlvs, CHANGES).toLong(),
                (int) find(tlvs, PINS).toLong(),
                pending,
                names);
    }

    private static Bytes find(List<Tlv> tlvs, int tag) {
        return Tlv.find(tlvs, tag).orElseThrow();
    }

    void put(ObjectStore.Edit edit) {
        List<Tlv> tlvs = new ArrayList<>();
        tlvs.add(Tlv.of(OPERATIONAL, Bytes.of(operational ? 1 : 0)));
        tlvs.add(Tlv.of(NEXT, Bytes.ofInt(nextNumber, 4)));
        tlvs.add(Tlv.of(CHANGES, Bytes.ofInt(changes, 2)));
        tlvs.add(Tlv.of(PINS, Bytes.ofInt(pins, 2)));
        tlvs.add(Tlv.of(
                PENDING,
                pending.stream()
                        .map(number -> Bytes.ofInt(number, NUMBER_LENGTH))
                        .toArray(Bytes[]::new)));
        names.forEach((name, number) ->
                tlvs.add(Tlv.of(NAMED, Tlv.of(NAME, name), Tlv.of(NUMBER, Bytes.ofInt(number, NUMBER_LENGTH)))));
        edit.putPublic(ID, Tlv.encodeAll(tlvs));
    }

    boolean hasPin(int number) {
        return (pins >> number & 1) != 0;
    }

    Optional<Integer> named(Bytes name) {
        return Optional.ofNullable(names.get(name));
    }

    TreeState changed() {
        return new TreeState(operational, nextNumber, changes + 1 & 0xFFFF, pins, pending, names);
    }

    TreeState finalised() {
        return new TreeState(true, nextNumber, changes, pins, pending, names);
    }

    TreeState withPin(int number) {
        return new TreeState(operational, nextNumber, changes, pins | 1 << number, pending, names);
    }

    /** After another file was made. */
    TreeState with(FileNode made) {
        SortedMap<Bytes, Integer> more = new TreeMap<>(names);
        made.name().ifPresent(name -> more.put(name, made.number()));
        return new TreeState(operational, made.number() + 1, changes, pins, pending, more);
    }

    TreeState without(SortedSet<Integer> deleted) {
        SortedMap<Bytes, Integer> fewer = new TreeMap<>(names);
        fewer.values().removeAll(deleted);
        return withPending(remaining(deleted)).withNames(fewer);
    }

    private SortedSet<Integer> remaining(SortedSet<Integer> gone) {
        SortedSet<Integer> remaining = new TreeSet<>(pending);
        remaining.removeAll(gone);
        return remaining;
    }

    private TreeState withNames(SortedMap<Bytes, Integer> fewer) {
        return new TreeState(operational, nextNumber, changes, pins, pending, fewer);
    }

    private TreeState withPending(SortedSet<Integer> files) {
        return new TreeState(operational, nextNumber, changes, pins, files, names);
    }

    TreeState pending(int number) {
        SortedSet<Integer> more = new TreeSet<>(pending);
        more.add(number);
        return withPending(more);
    }

    TreeState merged(SortedSet<Integer> files) {
        return withPending(remaining(files));
    }
}
