// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A BER-TLV data object (ISO/IEC 7816-4, 5.2.2): tags of one to three bytes, definite lengths of up to four bytes.
 *
 * @param tag the tag bytes as one number, such as 0x53 or 0x5FC105
 */
public record Tlv(int tag, Bytes value) {

    public static Tlv of(int tag, Bytes... values) {
        return new Tlv(tag, Bytes.EMPTY.concat(values));
    }

    /** A template: the encodings of {@code children} one after the other. */
    public static Tlv of(int tag, Tlv... children) {
        return new Tlv(tag, encodeAll(List.of(children)));
    }

    public static Bytes encodeAll(List<Tlv> tlvs) {
        return Bytes.EMPTY.concat(tlvs.stream().map(Tlv::encode).toArray(Bytes[]::new));
    }

    public Bytes encode() {
        return Bytes.EMPTY.concat(encodeTag(tag), encodeLength(value.length()), value);
    }

    public static Bytes encodeTag(int tag) {
        return Bytes.ofInt(tag, tag > 0xFFFF ? 3 : tag > 0xFF ? 2 : 1);
    }

    private static Bytes encodeLength(int length) {
        if (length < 0x80) {
            return Bytes.of(length);
        }
        int bytes = length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;
        return Bytes.of(0x80 | bytes).concat(Bytes.ofInt(length, bytes));
    }

    /**
     * All data objects of a template's value.
     *
     * @throws CardError 6A80 if a tag or length does not fit
     */
    public static List<Tlv> parseAll(Bytes value) {
        List<Tlv> found = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            Header header = Header.parse(value, at);
            CardError.unless(header.length <= value.length() - header.start, StatusWord.WRONG_DATA);
            int end = header.start + header.length;
            found.add(new Tlv(header.tag, value.slice(header.start, end)));
            at = end;
        }
        return found;
    }

    /**
     * One data object that fills {@code value} exactly.
     *
     * @throws CardError 6A80 if it is not one, or has another tag
     */
    public static Tlv parseOne(Bytes value, int tag) {
        List<Tlv> all = parseAll(value);
        CardError.unless(all.size() == 1 && all.get(0).tag == tag, StatusWord.WRONG_DATA);
        return all.get(0);
    }

    /** The data objects inside this one; errors as {@link #parseAll}. */
    public List<Tlv> children() {
        return parseAll(value);
    }

    public static Optional<Bytes> find(List<Tlv> tlvs, int tag) {
        return tlvs.stream().filter(tlv -> tlv.tag == tag).map(Tlv::value).findFirst();
    }

    private record Header(int tag, int start, int length) {
        static Header parse(Bytes in, int at) {
            int tag = next(in, at);
            int i = at + 1;
            if ((tag & 0x1F) == 0x1F) {
                int more;
                do {
                    CardError.unless(tag <= 0xFFFF, StatusWord.WRONG_DATA);
                    more = next(in, i++);
                    tag = tag << 8 | more;
                } while ((more & 0x80) != 0);
            }
            int length = next(in, i++);
            if (length > 0x80) {
                int bytes = length & 0x7F;
                CardError.unless(bytes <= 4, StatusWord.WRONG_DATA);
                length = 0;
                for (int k = 0; k < bytes; k++) {
                    length = length << 8 | next(in, i++);
                }
            } else {
                CardError.unless(length != 0x80, StatusWord.WRONG_DATA);
            }
            CardError.unless(length >= 0, StatusWord.WRONG_DATA);
            return new Header(tag, i, length);
        }

        private static int next(Bytes in, int at) {
            CardError.unless(at < in.length(), StatusWord.WRONG_DATA);
            return in.at(at);
        }
    }

    /** Tag and length only: the value may be secret. */
    @Override
    public String toString() {
        return "%X[%d]".formatted(tag, value.length());
    }
}
