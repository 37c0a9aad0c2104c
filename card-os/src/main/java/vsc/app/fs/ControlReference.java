// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/**
 * A control reference template (7816-4, 10.3.3): which key and algorithm an operation is to use.
 *
 * @param purposes P1 of the command that set it: what it is good for
 */
record ControlReference(int purposes, List<Tlv> objects) {
    static final int VERIFY_OR_ENCIPHER = 0x80;
    static final int COMPUTE_OR_DECIPHER = 0x40;

    private static final int ALGORITHM = 0x80;
    private static final int FILE = 0x81;
    private static final int PUBLIC_KEY = 0x83;
    private static final int PRIVATE_KEY = 0x84;
    private static final int INITIAL_VECTOR = 0x87;
    private static final int USAGE = 0x95;
    private static final int USER = 0x08;

    /** The last bits of a reference; bit 8 says whether it is local, which makes no difference here. */
    private static final int NUMBER = 0x7F;

    boolean isFor(int purpose) {
        return (purposes & purpose) != 0;
    }

    /** 0 where none is given. */
    int algorithm() {
        return find(ALGORITHM)
                .filter(value -> value.length() == 1)
                .map(value -> value.at(0))
                .orElse(0);
    }

    /** A file identifier or a path. */
    Optional<Bytes> file() {
        return find(FILE);
    }

    Optional<Bytes> initialVector() {
        return find(INITIAL_VECTOR);
    }

    /** The key that is wrapped or unwrapped: two bytes of 83. */
    Optional<Bytes> target() {
        return find(PUBLIC_KEY).filter(value -> value.length() == 2);
    }

    /** The number of a key or PIN. */
    Optional<Integer> reference() {
        return find(PRIVATE_KEY)
                .or(() -> find(PUBLIC_KEY))
                .filter(value -> value.length() == 1)
                .map(value -> value.at(0) & NUMBER)
                .filter(number -> number != 0);
    }

    /** Whether it is about a password and not a key. */
    boolean isForUser() {
        return find(USAGE)
                .filter(value -> value.length() == 1 && (value.at(0) & USER) != 0)
                .isPresent();
    }

    private Optional<Bytes> find(int tag) {
        return Tlv.find(objects, tag);
    }
}
