// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes. Slices share the array of the whole, so this class is for data that is not secret. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** A copy of {@code array}. */
    public static Bytes copyOf(byte[] array) {
        return copyOf(array, 0, array.length);
    }

    /** A copy of {@code length} bytes of {@code array} from {@code offset} on. */
    public static Bytes copyOf(byte[] array, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(array, offset, offset + length), 0, length);
    }

    /** Takes over {@code array} without a copy: the caller must not touch it afterwards. */
    public static Bytes adopt(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** The low eight bits of each value. */
    public static Bytes of(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return adopt(array);
    }

    /**
     * Hexadecimal digits in either case; blanks are allowed between bytes.
     *
     * @throws IllegalArgumentException if there is anything else, or an odd number of digits
     */
    public static Bytes hex(String digits) {
        return adopt(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    /** The characters of {@code text}, one byte each. */
    public static Bytes ascii(String text) {
        return adopt(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The big-endian form with exactly {@code length} bytes of {@code value}. */
    public static Bytes ofInt(long value, int length) {
        byte[] array = new byte[length];
        for (int i = 0; i < length; i++) {
            array[i] = (byte) (value >> 8 * (length - 1 - i));
        }
        return adopt(array);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as 0 to 255. */
    public int at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return array[offset + index] & 0xFF;
    }

    /** From {@code from} (inclusive) to {@code to} (exclusive), sharing this array. */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException(from + ".." + to + " of " + length);
        }
        return new Bytes(array, offset + from, to - from);
    }

    /** From {@code from} to the end, sharing this array. */
    public Bytes from(int from) {
        return slice(from, length);
    }

    public Bytes concat(Bytes... others) {
        int total = length;
        for (Bytes other : others) {
            total += other.length;
        }
        byte[] joined = Arrays.copyOf(toArray(), total);
        int at = length;
        for (Bytes other : others) {
            other.copyTo(joined, at);
            at += other.length;
        }
        return adopt(joined);
    }

    public boolean startsWith(Bytes prefix) {
        return prefix.length <= length && slice(0, prefix.length).equals(prefix);
    }

    /** All bytes as one unsigned big-endian number; at most 4 bytes. */
    public long toLong() {
        if (length > 4) {
            throw new IllegalArgumentException(length + " bytes do not fit");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | at(i);
        }
        return value;
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + array[offset + i];
        }
        return hash;
    }

    /** Upper case hexadecimal without blanks. */
    @Override
    public String toString() {
        return HexFormat.of().withUpperCase().formatHex(array, offset, offset + length);
    }
}
