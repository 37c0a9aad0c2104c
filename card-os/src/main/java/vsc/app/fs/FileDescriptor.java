// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Set;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/**
 * The value of tag 82 (7816-4, table 11 and 12): what kind of file it is.
 *
 * @param value the file descriptor byte
 * @param coding the data coding byte; 01 where it is absent
 * @param recordSize the most bytes of a record, 0 where it is absent
 * @param recordCount the most records, 0 where it is absent
 */
record FileDescriptor(int value, int coding, int recordSize, int recordCount) {
    /** What a file is made of. */
    enum Kind {
        DF,
        TRANSPARENT,
        LINEAR_FIXED,
        LINEAR_VARIABLE,
        CYCLIC,
        /** A string of BER-TLV data objects. */
        DATA_OBJECTS,
        KEY
    }

    /** How WRITE changes what is there (7816-4, table 87). */
    enum WriteFunction {
        ONE_TIME,
        OR,
        AND
    }

    static final int DEDICATED = 0x38;
    static final int RSA_KEY = 0x11;
    static final int DES_KEY = 0x19;
    static final int EC_KEY = 0x22;
    static final int AES_KEY = 0x29;
    private static final int DATA_OBJECTS = 0x39;

    /** These stand outside of what the standard defines. */
    private static final Set<Integer> KEYS = Set.of(RSA_KEY, DES_KEY, EC_KEY, AES_KEY);

    private static final int SHAREABLE = 0x40;
    private static final int INTERNAL = 0x08;
    private static final int DEFAULT_CODING = 0x01;

    /**
     * @throws CardError 6A80 if it is no descriptor of a file that can be here
     */
    static FileDescriptor parse(Bytes encoded) {
        int length = encoded.length();
        CardError.unless(length >= 1 && length <= 6, StatusWord.WRONG_DATA);
        FileDescriptor parsed = new FileDescriptor(
                encoded.at(0),
                length > 1 ? encoded.at(1) : DEFAULT_CODING,
                length > 2 ? (int) encoded.slice(2, Math.min(length, 4)).toLong() : 0,
                length > 4 ? (int) encoded.from(4).toLong() : 0);
        boolean sized = switch (parsed.kind()) {
            case LINEAR_FIXED, CYCLIC -> parsed.recordSize > 0;
            default -> true;
        };
        CardError.unless(sized, StatusWord.WRONG_DATA);
        return parsed;
    }

    /**
     * @throws CardError 6A80 for a reserved value
     */
    Kind kind() {
        if (KEYS.contains(value)) {
            return Kind.KEY;
        }
        int unshared = value & ~SHAREABLE;
        if (unshared == DEDICATED) {
            return Kind.DF;
        }
        if (unshared == DATA_OBJECTS) {
            return Kind.DATA_OBJECTS;
        }
        return switch (unshared & ~INTERNAL) {
            case 0x01 -> Kind.TRANSPARENT;
            case 0x02, 0x03 -> Kind.LINEAR_FIXED;
            case 0x04, 0x05 -> Kind.LINEAR_VARIABLE;
            case 0x06, 0x07 -> Kind.CYCLIC;
            default -> throw new CardError(StatusWord.WRONG_DATA);
        };
    }

    boolean hasRecords() {
        return switch (kind()) {
            case LINEAR_FIXED, LINEAR_VARIABLE, CYCLIC -> true;
            default -> false;
        };
    }

    WriteFunction writeFunction() {
        return switch (coding >> 5 & 3) {
            case 2 -> WriteFunction.OR;
            case 3 -> WriteFunction.AND;
            default -> WriteFunction.ONE_TIME;
        };
    }
}
