// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/**
 * The records of an EF, numbered from 1 on. In a cyclic EF the newest is number 1. Immutable.
 *
 * @param file whose records they are
 */
record Records(FileNode file, List<Bytes> all) {
    /** In a file of variable records each has its length in front. */
    private static final int LENGTH_BYTES = 2;

    /** The most bytes of a record where the file does not say. */
    private static final int MAX_RECORD = 255;

    private static final int MAX_COUNT = 254;

    static Records parse(FileNode file, Bytes content) {
        List<Bytes> all = new ArrayList<>();
        int size = file.descriptor().recordSize();
        int at = 0;
        while (at < content.length()) {
            if (isVariable(file)) {
                size = (int) content.slice(at, at + LENGTH_BYTES).toLong();
                at += LENGTH_BYTES;
            }
            all.add(content.slice(at, at + size));
            at += size;
        }
        return new Records(file, all);
    }

    private static boolean isVariable(FileNode file) {
        return file.kind() == FileDescriptor.Kind.LINEAR_VARIABLE;
    }

    boolean isCyclic() {
        return file.kind() == FileDescriptor.Kind.CYCLIC;
    }

    Bytes encode() {
        return Bytes.EMPTY.concat(all.stream()
                .map(record -> isVariable(file)
                        ? Bytes.ofInt(record.length(), LENGTH_BYTES).concat(record)
                        : record)
                .toArray(Bytes[]::new));
    }

    int count() {
        return all.size();
    }

    Bytes get(int number) {
        return all.get(number - 1);
    }

    /**
     * @throws CardError 6700 if the record has not the length that it has to have, 6A84 if there is no room
     */
    Records with(int number, Bytes record) {
        List<Bytes> next = new ArrayList<>(all);
        next.set(number - 1, record);
        return new Records(file, next).checked(record);
    }

    /** With one more: the last one, or the first one of a cyclic file, whose oldest record makes room. */
    Records append(Bytes record) {
        List<Bytes> next = new ArrayList<>(all);
        if (isCyclic()) {
            if (next.size() == most()) {
                next.remove(next.size() - 1);
            }
            next.add(0, record);
        } else {
            next.add(record);
        }
        return new Records(file, next).checked(record);
    }

    /** How many there can be: what the descriptor says, and else how many fit into the size of the file. */
    private int most() {
        FileDescriptor descriptor = file.descriptor();
        int bySize = descriptor.recordSize() == 0 || file.find(FileNode.SIZE).isEmpty()
                ? MAX_COUNT
                : Math.min(MAX_COUNT, file.size() / descriptor.recordSize());
        return descriptor.recordCount() > 0 ? Math.min(descriptor.recordCount(), MAX_COUNT) : bySize;
    }

    private Records checked(Bytes record) {
        int size = file.descriptor().recordSize();
        boolean fits = isVariable(file)
                ? !record.isEmpty() && record.length() <= (size == 0 ? MAX_RECORD : size)
                : record.length() == size;
        CardError.unless(fits, StatusWord.WRONG_LENGTH);
        boolean room = isVariable(file) ? count() <= countLimit() && total() <= sizeLimit() : count() <= most();
        CardError.unless(room, StatusWord.NOT_ENOUGH_MEMORY);
        return this;
    }

    private int countLimit() {
        int given = file.descriptor().recordCount();
        return given > 0 ? Math.min(given, MAX_COUNT) : MAX_COUNT;
    }

    private int sizeLimit() {
        return file.find(FileNode.SIZE).isPresent() ? file.size() : Integer.MAX_VALUE;
    }

    private int total() {
        return all.stream().mapToInt(Bytes::length).sum();
    }
}
