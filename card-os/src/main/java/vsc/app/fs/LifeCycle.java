// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

/** The life cycle status of a file (7816-4, table 14). */
enum LifeCycle {
    CREATION(0x01),
    ACTIVATED(0x07),
    DEACTIVATED(0x04),
    TERMINATED(0x0C);

    private final int value;

    LifeCycle(int value) {
        this.value = value;
    }

    /** The status byte that a command sets. */
    int value() {
        return value;
    }

    /**
     * @param status not 00, which says nothing
     */
    static LifeCycle of(int status) {
        return switch (status) {
            case 0x01, 0x03 -> CREATION;
            case 0x04, 0x06 -> DEACTIVATED;
            case 0x0C, 0x0D, 0x0E, 0x0F -> TERMINATED;
            default -> ACTIVATED;
        };
    }
}
