// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/**
 * A file without its content.
 *
 * @param number by which this application knows it
 * @param parent the number of the DF it is in; the MF is in itself
 * @param fcp file control parameters in the order in which they were given
 * @param management file management data, empty if there are none
 */
record FileNode(int number, int parent, List<Tlv> fcp, Bytes management) {
    static final int SIZE = 0x80;
    static final int TOTAL_SIZE = 0x81;
    static final int DESCRIPTOR = 0x82;
    static final int FILE_ID = 0x83;
    static final int NAME = 0x84;
    static final int PROPRIETARY = 0x85;
    static final int SHORT_ID = 0x88;
    static final int LIFE_CYCLE = 0x8A;
    static final int FMD = 0x64;

    private static final int PARENT_LENGTH = 3;
    private static final int SHORT_ID_MASK = 0x1F;

    static FileNode decode(int number, Bytes encoded) {
        List<Tlv> fcp = new ArrayList<>(Tlv.parseAll(encoded.from(PARENT_LENGTH)));
        Bytes management = Bytes.EMPTY;
        if (!fcp.isEmpty() && fcp.get(fcp.size() - 1).tag() == FMD) {
            management = fcp.remove(fcp.size() - 1).value();
        }
        return new FileNode(number, (int) encoded.slice(0, PARENT_LENGTH).toLong(), fcp, management);
    }

    Bytes encode() {
        Bytes encoded = Bytes.ofInt(parent, PARENT_LENGTH).concat(Tlv.encodeAll(fcp));
        return management.isEmpty()
                ? encoded
                : encoded.concat(Tlv.of(FMD, management).encode());
    }

    Optional<Bytes> find(int tag) {
        return Tlv.find(fcp, tag);
    }

    int fileId() {
        return (int) find(FILE_ID).orElseThrow().toLong();
    }

    Optional<Bytes> name() {
        return find(NAME);
    }

    FileDescriptor descriptor() {
        return FileDescriptor.parse(find(DESCRIPTOR).orElseThrow());
    }

    FileDescriptor.Kind kind() {
        return descriptor().kind();
    }

    boolean isDf() {
        return kind() == FileDescriptor.Kind.DF;
    }

    boolean isKey() {
        return kind() == FileDescriptor.Kind.KEY;
    }

    /** In bytes, for a key in bits. */
    int size() {
        return (int) find(SIZE).or(() -> find(TOTAL_SIZE)).orElse(Bytes.EMPTY).toLong();
    }

    /** The status byte; 0 if CREATE FILE gave none. */
    int lifeCycleStatus() {
        return (int) find(LIFE_CYCLE).orElse(Bytes.EMPTY).toLong();
    }

    /** 1 to 30, or 0 for a file without one (7816-4, 7.4.3.1, tag 88): by default the last bits of the file identifier. */
    int shortId() {
        if (isDf()) {
            return 0;
        }
        int value = find(SHORT_ID)
                .map(given -> given.isEmpty() ? 0 : given.at(0) >> 3)
                .orElse(fileId() & SHORT_ID_MASK);
        return value == SHORT_ID_MASK ? 0 : value;
    }

    FileNode with(LifeCycle status) {
        return with(Tlv.of(LIFE_CYCLE, Bytes.of(status.value())));
    }

    /** With another value of a tag, which keeps its place. */
    FileNode with(Tlv changed) {
        List<Tlv> next = new ArrayList<>(fcp);
        next.replaceAll(each -> each.tag() == changed.tag() ? changed : each);
        if (Tlv.find(next, changed.tag()).isEmpty()) {
            next.add(changed);
        }
        return new FileNode(number, parent, next, management);
    }
}
