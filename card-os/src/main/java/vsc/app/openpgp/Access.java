// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

/** Who may read or write a data object (4.4.1 and 4.4.2). */
enum Access {
    ALWAYS,
    /** After PW1 was verified with reference 82. */
    PW1,
    PW3,
    NEVER
}
