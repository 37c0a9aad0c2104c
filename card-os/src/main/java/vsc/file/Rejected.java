// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.model.Failure;

/**
 * A file is not acceptable. {@link Reported} puts the name of the file before the words, which therefore read on from
 * there: "is damaged: ...". Once a card is in use, {@link Store} makes a status word of it.
 */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Failure failure;

    Rejected(Failure failure, String words) {
        super(words, null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    static void unless(boolean condition, Failure failure, String words) {
        if (!condition) {
            throw new Rejected(failure, words);
        }
    }
}
