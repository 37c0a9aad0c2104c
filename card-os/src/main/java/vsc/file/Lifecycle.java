// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

/** What a card is at, seen over its whole life (ISO/IEC 7816-9). The names stand in the file and must not change. */
public enum Lifecycle {
    ACTIVE,
    /** Out of use until somebody who can activate it enables it. */
    DISABLED,
    /** Put into the safe: only what was made for recovery activates it. */
    SEALED,
    /** Holds nothing of worth; only such a card may do without a password. */
    TEST
}
