// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.iso.Bytes;
import vsc.model.Failure;

/** Every part of a file begins at a multiple of 512 bytes; zeros fill the gaps. */
final class Blocks {
    static final int SIZE = 512;

    private Blocks() {}

    /** {@code length} with its padding. */
    static int padded(int length) {
        return (length + SIZE - 1) / SIZE * SIZE;
    }

    static Bytes pad(Bytes part) {
        return part.concat(Bytes.adopt(new byte[padded(part.length()) - part.length()]));
    }

    static void requireZeros(Bytes part, Failure failure, String words) {
        for (int i = 0; i < part.length(); i++) {
            Rejected.unless(part.at(i) == 0, failure, words);
        }
    }
}
