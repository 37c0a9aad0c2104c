// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import vsc.crypto.Secret;
import vsc.iso.Bytes;

/** Writes DER (X.690, 10) into one buffer, which is wiped in the end since what it holds may be secret. */
final class DerWriter {
    private byte[] buffer = new byte[512];
    private int length;

    /** What {@code content} writes, as a SEQUENCE. */
    static Bytes sequenceOf(Content content) {
        return constructedOf(Der.SEQUENCE, content);
    }

    static Bytes constructedOf(int tag, Content content) {
        try (Secret whole = secretOf(tag, content)) {
            return Bytes.copyOf(whole.expose());
        }
    }

    /** A SEQUENCE of what must not be seen. */
    static Secret secretSequenceOf(Content content) {
        return secretOf(Der.SEQUENCE, content);
    }

    private static Secret secretOf(int tag, Content content) {
        DerWriter der = new DerWriter();
        der.constructed(tag, () -> content.writeTo(der));
        Secret whole = Secret.adopt(Arrays.copyOf(der.buffer, der.length));
        Arrays.fill(der.buffer, (byte) 0);
        return whole;
    }

    void sequence(Runnable content) {
        constructed(Der.SEQUENCE, content);
    }

    void constructed(int tag, Runnable content) {
        append(tag);
        int start = length;
        content.run();
        int size = length - start;
        int header = lengthOfLength(size);
        reserve(header);
        System.arraycopy(buffer, start, buffer, start + header, size);
        putLength(size, start, header);
        length += header;
    }

    void primitive(int tag, byte[] value) {
        append(tag);
        int header = lengthOfLength(value.length);
        reserve(header + value.length);
        putLength(value.length, length, header);
        System.arraycopy(value, 0, buffer, length + header, value.length);
        length += header + value.length;
    }

    void octets(Bytes value) {
        primitive(Der.OCTET_STRING, value.toArray());
    }

    void octets(Secret value) {
        primitive(Der.OCTET_STRING, value.expose());
    }

    void text(String value) {
        primitive(Der.UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    void time(Instant value) {
        primitive(Der.GENERALIZED_TIME, GeneralizedTime.format(value).getBytes(StandardCharsets.US_ASCII));
    }

    void bool(boolean value) {
        primitive(Der.BOOLEAN, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    /**
     * @param value not negative
     */
    void integer(long value) {
        int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value)) / 8 + 1;
        primitive(Der.INTEGER, Bytes.ofInt(value, bytes).toArray());
    }

    /**
     * @param contents one of {@link Der}'s
     */
    void oid(Bytes contents) {
        primitive(Der.OBJECT_IDENTIFIER, contents.toArray());
    }

    /**
     * @param dotted such as {@code 1.2.840}
     */
    void oid(String dotted) {
        try {
            raw(Bytes.adopt(new ASN1ObjectIdentifier(dotted).getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("an object identifier could not be encoded", e);
        }
    }

    /** An element that is encoded already. */
    void raw(Bytes element) {
        reserve(element.length());
        element.copyTo(buffer, length);
        length += element.length();
    }

    private void append(int octet) {
        reserve(1);
        buffer[length++] = (byte) octet;
    }

    private static int lengthOfLength(int size) {
        return size < 0x80 ? 1 : size <= 0xFF ? 2 : size <= 0xFFFF ? 3 : size <= 0xFFFFFF ? 4 : 5;
    }

    private void putLength(int size, int at, int header) {
        buffer[at] = (byte) (header == 1 ? size : 0x80 | header - 1);
        for (int i = 1; i < header; i++) {
            buffer[at + i] = (byte) (size >> 8 * (header - 1 - i));
        }
    }

    private void reserve(int more) {
        if (more > buffer.length - length) {
            byte[] larger = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(length, more)));
            Arrays.fill(buffer, (byte) 0);
            buffer = larger;
        }
    }

    /** Writes elements. */
    @FunctionalInterface
    interface Content {
        void writeTo(DerWriter der);
    }
}
