// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** The one answer of a key to data that it does not take. */
final class Refusal {
    private Refusal() {}

    static void ofData(Executable action) {
        assertEquals(
                StatusWord.WRONG_DATA, assertThrows(CardError.class, action).statusWord());
    }

    static void ofData(String why, Executable action) {
        assertEquals(
                StatusWord.WRONG_DATA,
                assertThrows(CardError.class, action, why).statusWord(),
                why);
    }
}
