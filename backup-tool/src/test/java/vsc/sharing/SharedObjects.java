// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import java.util.HexFormat;
import java.util.Random;

/**
 * What one of the applications that share a card has there: a key, and data objects of several lengths.
 *
 * @param application its number, 0 or 1
 */
record SharedObjects(int application) {
    static final int COUNT = 4;

    private static final int[] LENGTHS = {30, 120, 700, 3000};
    private static final String[] KEYS = {"9E", "9A"};
    private static final int FIRST_TAG = 0x5FC10D;

    /** The reference of its P-256 key. */
    String key() {
        return KEYS[application];
    }

    private String tag(int object) {
        return "5C03%06X".formatted(FIRST_TAG + COUNT * application + object);
    }

    /** The data object in hexadecimal, with tag and length. */
    String answer(int object) {
        byte[] content = new byte[LENGTHS[object]];
        new Random(COUNT * application + object).nextBytes(content);
        return "53" + length(content.length) + HexFormat.of().withUpperCase().formatHex(content);
    }

    private static String length(int length) {
        return length < 128 ? "%02X".formatted(length) : "82%04X".formatted(length);
    }

    String write(int object) {
        String data = tag(object) + answer(object);
        return "00DB3FFF00%04X".formatted(data.length() / 2) + data;
    }

    String readShort(int object) {
        return "00CB3FFF05" + tag(object) + "00";
    }

    String readExtended(int object) {
        return "00CB3FFF000005" + tag(object) + "0000";
    }
}
