// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

/** What a card is at, seen over its whole life (ISO/IEC 7816-9). The names stand in the file and must not change. */
public enum Lifecycle {
    ACTIVE,
    DISABLED,
    SEALED,
    /** Holds nothing of worth; only such a card may do without a password. */
    TEST
}
