// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Set;
import vsc.iso.Ins;

/** What an access rule can be about (7816-4, tables 26 to 28), and how the forms of rules name it. */
enum Operation {
    READ(
            0x01,
            0,
            Ins.READ_BINARY,
            Ins.READ_BINARY_ODD,
            Ins.READ_RECORDS,
            Ins.READ_RECORDS_ODD,
            Ins.SEARCH_BINARY,
            Ins.SEARCH_BINARY_ODD,
            Ins.SEARCH_RECORD),
    UPDATE(
            0x02,
            1,
            Ins.UPDATE_BINARY,
            Ins.UPDATE_BINARY_ODD,
            Ins.UPDATE_RECORD,
            Ins.UPDATE_RECORD_ODD,
            Ins.ERASE_BINARY,
            Ins.ERASE_BINARY_ODD,
            Ins.ERASE_RECORDS),
    WRITE(0x04, 1, Ins.WRITE_BINARY, Ins.WRITE_BINARY_ODD, Ins.WRITE_RECORD, Ins.APPEND_RECORD),
    /** Of a key. */
    USE(
            0x01,
            0,
            Ins.PERFORM_SECURITY_OPERATION,
            Ins.INTERNAL_AUTHENTICATE,
            Ins.EXTERNAL_AUTHENTICATE,
            Ins.GENERAL_AUTHENTICATE,
            Ins.GENERAL_AUTHENTICATE_EVEN),
    /** Of a key. */
    GENERATE(0x04, 3, Ins.GENERATE_ASYMMETRIC_KEY_PAIR, Ins.GENERATE_KEY_PAIR_EVEN),
    /** Of a DF. */
    DELETE_CHILD(0x01, -1),
    CREATE_EF(0x02, 1, Ins.CREATE_FILE),
    CREATE_DF(0x04, 0, Ins.CREATE_FILE),
    PUT_DATA(0x02, 1, Ins.PUT_DATA, Ins.PUT_DATA_EVEN),
    DEACTIVATE(0x08, 1, Ins.DEACTIVATE_FILE),
    ACTIVATE(0x10, 1, Ins.ACTIVATE_FILE),
    TERMINATE(0x20, 2, Ins.TERMINATE_DF, Ins.TERMINATE_EF, Ins.TERMINATE_CARD_USAGE),
    DELETE(0x40, 2, Ins.DELETE_FILE);

    private final int mode;
    private final int nibble;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it immutable
    private final Set<Integer> instructions;

    Operation(int mode, int nibble, Integer... instructions) {
        this.mode = mode;
        this.nibble = nibble;
        this.instructions = Set.of(instructions);
    }

    /** The bit of an access mode byte. */
    int mode() {
        return mode;
    }

    /** Which half byte of MyEID's access conditions, from the left; -1 if none is about it. */
    int nibble() {
        return nibble;
    }

    boolean isCarriedOutBy(int instruction) {
        return instructions.contains(instruction);
    }
}
