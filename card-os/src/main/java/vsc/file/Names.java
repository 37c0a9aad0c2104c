// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.regex.Pattern;
import vsc.model.ObjectId;

/** The names that stand in a file: of PINs, guards, applications and attributes. */
final class Names {
    static final int MAX_LENGTH = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");
    private static final long MAX_NUMBER = 0xFFFF_FFFFL;

    private Names() {}

    static String require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a VSC file: " + name);
        }
        return name;
    }

    static String read(DerReader der) {
        String name = der.text(MAX_LENGTH);
        der.require(NAME.matcher(name).matches(), "has a name that is not allowed");
        return name;
    }

    static void write(ObjectId id, DerWriter der) {
        der.text(id.application());
        der.integer(Integer.toUnsignedLong(id.number()));
    }

    static ObjectId readId(DerReader der) {
        return new ObjectId(read(der), (int) der.integer(MAX_NUMBER));
    }
}
