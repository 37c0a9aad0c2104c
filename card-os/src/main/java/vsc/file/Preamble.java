// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * The first block of a file.
 *
 * @param minor version of the format
 * @param branch 16 random bytes that tell apart two files that have grown from one
 * @param headerLength bytes of the header, without padding
 * @param baseLength bytes of the four areas behind it, without padding
 * @param checksum SHA-256 of preamble, header and base, the two tags taken as zeros
 * @param tag HMAC of the same bytes
 */
record Preamble(
        int minor,
        Bytes cardId,
        long generation,
        Bytes branch,
        int headerLength,
        int baseLength,
        int journalSlots,
        Bytes checksum,
        Bytes tag) {
    static final int LENGTH = 512;
    static final int ID_LENGTH = 16;
    static final Bytes NO_TAG = Bytes.adopt(new byte[Sha256.LENGTH]);

    /** As in PNG: shows at once that a transfer has changed line ends or cleared the top bits. */
    static final Bytes MAGIC = Bytes.hex("89 565343 0D0A1A0A");

    private static final int MAJOR = 1;

    /** Of what is written here; every minor version before it is read. */
    private static final int MINOR = 1;

    private static final int VERSION_LENGTH = 4;

    private static final int LENGTH_BYTES = 4;
    private static final int MAX_CHANGES_BYTE = 0x7F;

    /**
     * @param block exactly the first block
     * @throws Rejected if it is not the first block of a file of this version
     */
    static Preamble parse(Bytes block) {
        Cursor in = new Cursor(block);
        Rejected.unless(in.take(MAGIC.length()).equals(MAGIC), Failure.FILE_MAGIC, "is not a VSC file");
        Bytes version = in.take(VERSION_LENGTH);
        if (version.at(1) > MINOR || !version.equals(version(version.at(1)))) {
            throw new Rejected(
                    Failure.FILE_VERSION,
                    "has format %d.%d, which this version of the program does not know"
                            .formatted(version.at(0), version.at(1)));
        }
        Preamble preamble = new Preamble(
                version.at(1),
                in.take(ID_LENGTH),
                in.generation(),
                in.take(ID_LENGTH),
                in.length(),
                in.length(),
                in.length(),
                in.take(Sha256.LENGTH),
                in.take(Sha256.LENGTH));
        Rejected.unless(
                preamble.encode().equals(block),
                Failure.FILE_LENGTHS,
                "is damaged: its first block is not empty where it should be");
        return preamble;
    }

    /** Major and minor version of the format, and flags, of which there are none. */
    private static Bytes version(int minor) {
        return Bytes.of(MAJOR, minor, 0, 0);
    }

    Bytes encode() {
        Bytes fields = MAGIC.concat(
                version(minor),
                cardId,
                Bytes.ofInt(generation, Long.BYTES),
                branch,
                Bytes.ofInt(headerLength, LENGTH_BYTES),
                Bytes.ofInt(baseLength, LENGTH_BYTES),
                Bytes.ofInt(journalSlots, LENGTH_BYTES),
                checksum,
                tag);
        return Blocks.pad(fields);
    }

    static Preamble first(Bytes cardId, Bytes branch, int journalSlots) {
        return new Preamble(MINOR, cardId, 1, branch, 0, 0, journalSlots, NO_TAG, NO_TAG);
    }

    /** That of the next file; its lengths and tags are yet to come. */
    Preamble next() {
        return new Preamble(MINOR, cardId, Math.incrementExact(generation), branch, 0, 0, journalSlots, NO_TAG, NO_TAG);
    }

    /** In another line of descent than all copies that there are. */
    Preamble branched(Bytes newBranch) {
        return new Preamble(
                minor, cardId, generation, newBranch, headerLength, baseLength, journalSlots, checksum, tag);
    }

    /** With these lengths, and its tags yet to come. */
    Preamble sized(int newHeaderLength, int newBaseLength) {
        return new Preamble(
                minor, cardId, generation, branch, newHeaderLength, newBaseLength, journalSlots, NO_TAG, NO_TAG);
    }

    /** With zeros for the tags, as they are computed. */
    Preamble untagged() {
        return tagged(NO_TAG, NO_TAG);
    }

    Preamble tagged(Bytes newChecksum, Bytes newTag) {
        return new Preamble(
                minor, cardId, generation, branch, headerLength, baseLength, journalSlots, newChecksum, newTag);
    }

    private static final class Cursor {
        private final Bytes in;
        private int at;

        Cursor(Bytes in) {
            this.in = in;
        }

        Bytes take(int length) {
            at += length;
            return Bytes.adopt(in.slice(at - length, at).toArray());
        }

        int length() {
            long value = take(LENGTH_BYTES).toLong();
            Rejected.unless(value <= Frame.MAX_LENGTH, Failure.FILE_LENGTHS, "is damaged: a length in it is too large");
            return (int) value;
        }

        long generation() {
            Bytes value = take(Long.BYTES);
            Rejected.unless(
                    value.at(0) <= MAX_CHANGES_BYTE,
                    Failure.FILE_LENGTHS,
                    "is damaged: its number of changes is too large");
            return value.slice(0, LENGTH_BYTES).toLong() << Integer.SIZE
                    | value.from(LENGTH_BYTES).toLong();
        }
    }
}
