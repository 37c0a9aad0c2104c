// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;

/** A command as it was on the wire, well-formed or not. */
final class Frame {
    private static final int HEADER = 4;

    private Frame() {}

    /** Its parts, or nothing if its lengths do not fit (the seven cases are in {@link CommandApdu}). */
    static Optional<CommandApdu> parse(Bytes wire) {
        return isWellFormed(wire) ? Optional.of(CommandApdu.parse(wire)) : Optional.empty();
    }

    private static boolean isWellFormed(Bytes wire) {
        int n = wire.length();
        if (n <= HEADER + 1) {
            return n >= HEADER;
        }
        int first = wire.at(HEADER);
        if (first != 0) {
            int rest = n - HEADER - 1 - first;
            return rest == 0 || rest == 1;
        }
        if (n < HEADER + 3) {
            return false;
        }
        int length = wire.at(HEADER + 1) << 8 | wire.at(HEADER + 2);
        int rest = n - HEADER - 3 - length;
        return n == HEADER + 3 || (length > 0 && (rest == 0 || rest == 2));
    }

    /** The text of a well-formed command with {@code data} in place of its own. */
    static String text(CommandApdu c, Bytes wire, String data) {
        boolean hasLe = c.ne() != 0;
        String le = hasLe ? " " + wire.from(wire.length() - (c.extended() ? 2 : 1)) : "";
        String field = c.extended() ? "[[" + data + "]]" : "[" + data + "]";
        return wire.slice(0, HEADER) + " " + field + le;
    }

    /** The text of a malformed command with {@code rest} in place of what follows the header. */
    static String malformed(Bytes wire, String rest) {
        return wire.slice(0, HEADER) + " " + rest;
    }

    /** The logical channel that a class byte names (7816-4, 5.4.1); any class has some. */
    static int channel(int cla) {
        return (cla & 0x40) != 0 ? 4 + (cla & 0x0F) : cla & 0x03;
    }
}
