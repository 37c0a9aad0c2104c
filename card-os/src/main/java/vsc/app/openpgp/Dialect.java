// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

/** What cards do differently, and hosts have come to rely on. */
public enum Dialect {
    /** Constructed data objects are read without their own tag, as most cards do it. */
    PLAIN,
    /** With their own tag, as the card of Yubico does it. */
    YUBICO;

    boolean outerTag() {
        return this == YUBICO;
    }
}
