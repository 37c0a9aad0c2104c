// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * Takes DER apart, one element after the other. It goes only where it is led, so input cannot make it deep, and every
 * length is checked against what is there. What it returns is a copy: the input may be wiped.
 */
final class DerReader {
    private static final int MAX_OID = 64;

    private final byte[] in;
    private int at;
    private final int end;
    private final Failure failure;

    private DerReader(byte[] in, int at, int end, Failure failure) {
        this.in = in;
        this.at = at;
        this.end = end;
        this.failure = failure;
    }

    /**
     * The elements of a SEQUENCE.
     *
     * @param in exactly one SEQUENCE
     * @param failure the code of whatever is wrong in it
     */
    static DerReader ofSequence(byte[] in, Failure failure) {
        DerReader whole = of(in, failure);
        DerReader content = whole.sequence();
        whole.end();
        return content;
    }

    static DerReader of(byte[] in, Failure failure) {
        return new DerReader(in, 0, in.length, failure);
    }

    /** From the beginning of all input. */
    int position() {
        return at;
    }

    boolean more() {
        return at < end;
    }

    /** Whether an element with this tag comes next. */
    boolean next(int tag) {
        return more() && (in[at] & 0xFF) == tag;
    }

    /** The tag of the element that comes next. */
    int peek() {
        require(more(), "ends too early");
        return in[at] & 0xFF;
    }

    void end() {
        require(!more(), "holds more than it should");
    }

    DerReader sequence() {
        return constructed(Der.SEQUENCE);
    }

    DerReader constructed(int tag) {
        int length = open(tag);
        DerReader content = new DerReader(in, at, at + length, failure);
        at += length;
        return content;
    }

    /** All elements of a SEQUENCE OF. */
    <T> List<T> listOf(int limit, Function<DerReader, T> element) {
        DerReader content = sequence();
        List<T> list = new ArrayList<>();
        while (content.more()) {
            require(list.size() < limit, "holds more entries than allowed");
            list.add(element.apply(content));
        }
        return list;
    }

    /** All entries of a SEQUENCE OF that is in ascending order. */
    <K extends Comparable<K>, V> SortedMap<K, V> mapOf(int limit, Function<DerReader, Map.Entry<K, V>> entry) {
        TreeMap<K, V> map = new TreeMap<>();
        for (Map.Entry<K, V> next : listOf(limit, entry)) {
            require(
                    map.isEmpty() || map.lastKey().compareTo(next.getKey()) < 0,
                    "has an entry twice or in the wrong place");
            map.put(next.getKey(), next.getValue());
        }
        return Collections.unmodifiableSortedMap(map);
    }

    byte[] primitive(int tag) {
        int length = open(tag);
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }

    Bytes octets() {
        return Bytes.adopt(primitive(Der.OCTET_STRING));
    }

    Bytes octets(int length) {
        Bytes value = octets();
        require(value.length() == length, "has a field of the wrong length");
        return value;
    }

    Secret secret() {
        return Secret.adopt(primitive(Der.OCTET_STRING));
    }

    String text(int maxLength) {
        byte[] value = primitive(Der.UTF8_STRING);
        require(value.length <= maxLength, "has a text that is too long");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("has a text that is not UTF-8");
        }
    }

    /** The constant of that name. */
    <E extends Enum<E>> E constant(Class<E> type) {
        String name = text(Names.MAX_LENGTH);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw malformed("has a word that means nothing here");
    }

    Instant time() {
        try {
            return GeneralizedTime.parse(new String(primitive(Der.GENERALIZED_TIME), StandardCharsets.US_ASCII));
        } catch (DateTimeException e) {
            throw malformed("has a time that is none");
        }
    }

    /** An object identifier in dotted form. */
    String oid() {
        byte[] contents = primitive(Der.OBJECT_IDENTIFIER);
        require(contents.length <= MAX_OID, "has an object identifier that is too long");
        try {
            return ASN1ObjectIdentifier.fromContents(contents).getId();
        } catch (IllegalArgumentException e) {
            throw malformed("has an object identifier that is none");
        }
    }

    boolean bool() {
        byte[] value = primitive(Der.BOOLEAN);
        require(value.length == 1 && (value[0] == 0 || value[0] == -1), "has a truth value that is neither");
        return value[0] != 0;
    }

    /** An integer from 0 to {@code max}, in as few bytes as possible. */
    long integer(long max) {
        byte[] value = primitive(Der.INTEGER);
        require(value.length >= 1 && value.length <= Long.BYTES && value[0] >= 0, "has a number out of range");
        require(value.length == 1 || value[0] != 0 || value[1] < 0, "has a number that is not in its shortest form");
        long number = 0;
        for (byte octet : value) {
            number = number << 8 | octet & 0xFF;
        }
        require(number <= max, "has a number out of range");
        return number;
    }

    int integer(int max) {
        return (int) integer((long) max);
    }

    /** The next element as it is, with tag and length. */
    Bytes raw() {
        int start = at;
        int length = open(peek());
        at += length;
        return Bytes.copyOf(in, start, at - start);
    }

    /** Reads tag and length; {@link #at} is then where the value begins. */
    private int open(int tag) {
        require(next(tag), "is not built as it should be");
        at++;
        int first = octet();
        int length = first < 0x80 ? first : longLength(first & 0x7F);
        require(length <= end - at, "has a length that is too large");
        return length;
    }

    private int longLength(int bytes) {
        require(bytes >= 1 && bytes <= 3, "has a length that is too large");
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | octet();
        }
        require(length >= 0x80 && length >> 8 * (bytes - 1) != 0, "has a length that is not in its shortest form");
        return length;
    }

    private int octet() {
        require(more(), "ends too early");
        return in[at++] & 0xFF;
    }

    void require(boolean condition, String words) {
        if (!condition) {
            throw malformed(words);
        }
    }

    private Rejected malformed(String words) {
        return new Rejected(failure, "is damaged: a part of it " + words);
    }
}
