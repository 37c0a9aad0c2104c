// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/**
 * A command APDU, parsed once (ISO/IEC 7816-3, 12.1.3). The seven length cases:
 *
 * <pre>
 *  1   CLA INS P1 P2
 *  2S  CLA INS P1 P2 Le
 *  2E  CLA INS P1 P2 00 Le Le
 *  3S  CLA INS P1 P2 Lc data              Lc 1..255
 *  4S  CLA INS P1 P2 Lc data Le
 *  3E  CLA INS P1 P2 00 Lc Lc data        Lc 1..65535
 *  4E  CLA INS P1 P2 00 Lc Lc data Le Le
 * </pre>
 *
 * @param ne the largest number of response bytes wanted, 0 where Le is absent, 256 or 65536 for an Le of zeros
 */
public record CommandApdu(int cla, int ins, int p1, int p2, Bytes data, int ne, boolean extended) {
    /** Data longer than this cannot be in one command, chained or not. */
    public static final int MAX_DATA = 65535;

    /**
     * @throws CardError 6700 if the lengths do not fit one of the seven cases
     */
    public static CommandApdu parse(Bytes apdu) {
        int n = apdu.length();
        CardError.unless(n >= 4, StatusWord.WRONG_LENGTH);
        if (n == 4) {
            return with(apdu, Bytes.EMPTY, 0, false);
        }
        int first = apdu.at(4);
        if (n == 5) {
            return with(apdu, Bytes.EMPTY, first == 0 ? 256 : first, false);
        }
        return first != 0 ? parseShort(apdu, first) : parseExtended(apdu);
    }

    private static CommandApdu parseShort(Bytes apdu, int lc) {
        int rest = apdu.length() - 5 - lc;
        CardError.unless(rest == 0 || rest == 1, StatusWord.WRONG_LENGTH);
        int le = rest == 1 ? apdu.at(5 + lc) : 0;
        return with(apdu, apdu.slice(5, 5 + lc), rest == 0 ? 0 : le == 0 ? 256 : le, false);
    }

    private static CommandApdu parseExtended(Bytes apdu) {
        CardError.unless(apdu.length() >= 7, StatusWord.WRONG_LENGTH);
        int length = word(apdu, 5);
        if (apdu.length() == 7) {
            return with(apdu, Bytes.EMPTY, length == 0 ? 65536 : length, true);
        }
        int rest = apdu.length() - 7 - length;
        CardError.unless(length > 0 && (rest == 0 || rest == 2), StatusWord.WRONG_LENGTH);
        int le = rest == 2 ? word(apdu, 7 + length) : 0;
        return with(apdu, apdu.slice(7, 7 + length), rest == 0 ? 0 : le == 0 ? 65536 : le, true);
    }

    private static int word(Bytes apdu, int at) {
        return apdu.at(at) << 8 | apdu.at(at + 1);
    }

    private static CommandApdu with(Bytes apdu, Bytes data, int ne, boolean extended) {
        return new CommandApdu(apdu.at(0), apdu.at(1), apdu.at(2), apdu.at(3), data, ne, extended);
    }

    /** A command in the shortest encoding that holds it; {@code ne} as in the record. */
    public static CommandApdu of(int cla, int ins, int p1, int p2, Bytes data, int ne) {
        return new CommandApdu(cla, ins, p1, p2, data, ne, data.length() > 255 || ne > 256);
    }

    /** The same header and expected length with other data: what a chain amounts to. */
    public CommandApdu withData(Bytes joined) {
        return new CommandApdu(cla, ins, p1, p2, joined, ne, extended);
    }

    public int p1p2() {
        return p1 << 8 | p2;
    }

    /** Bit 5 of an interindustry class byte: more parts of this command follow (7816-4, 5.4.1). */
    public boolean chained() {
        return (cla & 0x10) != 0;
    }

    /** The wire form. */
    public Bytes encode() {
        Bytes header = Bytes.of(cla, ins, p1, p2);
        if (extended) {
            Bytes lc = data.isEmpty() ? Bytes.of(0) : Bytes.of(0, data.length() >> 8, data.length());
            return header.concat(
                    data.isEmpty() && ne == 0 ? Bytes.EMPTY : lc, data, ne == 0 ? Bytes.EMPTY : Bytes.of(ne >> 8, ne));
        }
        return header.concat(
                data.isEmpty() ? Bytes.EMPTY : Bytes.of(data.length()), data, ne == 0 ? Bytes.EMPTY : Bytes.of(ne));
    }

    /** Header and lengths only: the data may be a PIN. */
    @Override
    public String toString() {
        return "%02X%02X%02X%02X Nc=%d Ne=%d%s".formatted(cla, ins, p1, p2, data.length(), ne, extended ? " ext" : "");
    }
}
