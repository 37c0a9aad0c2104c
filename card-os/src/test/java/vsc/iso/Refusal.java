// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** The status word with which something is refused. */
final class Refusal {
    private Refusal() {}

    static int of(Executable action) {
        return assertThrows(CardError.class, action).statusWord().value();
    }
}
