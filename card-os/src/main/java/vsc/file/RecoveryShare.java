// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import vsc.crypto.GroupedText;
import vsc.crypto.Secret;
import vsc.crypto.SecretShares;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * One of several shares that open a card together.
 *
 * @param card the first 8 bytes of its id
 * @param set which split of this card it is from, 0 to 65535
 * @param threshold how many are enough
 * @param count how many there are
 * @param index which one this is, from 1
 * @param value its part of the secret, 32 bytes
 */
public record RecoveryShare(Bytes card, int set, int threshold, int count, int index, Secret value)
        implements AutoCloseable {
    /** As many shares as one card can have. */
    public static final int MAX_COUNT = 15;

    static final int MAX_SET = 0xFFFF;

    private static final int VERSION = 1;
    private static final int CARD_LENGTH = 8;
    private static final int HEAD_LENGTH = 6 + CARD_LENGTH;
    private static final int CHECKSUM = 4;
    private static final int LENGTH = HEAD_LENGTH + SecretShares.LENGTH + CHECKSUM;

    /** Far more than five lines and some words need. */
    private static final int MAX_TEXT = 4096;

    static Bytes card(Bytes cardId) {
        return cardId.slice(0, CARD_LENGTH);
    }

    /** Five lines of four groups of letters and digits. */
    public Secret text() {
        byte[] bytes = new byte[LENGTH];
        Bytes.of(VERSION, index, threshold, count)
                .concat(Bytes.ofInt(set, 2), card)
                .copyTo(bytes, 0);
        System.arraycopy(value.expose(), 0, bytes, HEAD_LENGTH, value.length());
        checksum(bytes).copyTo(bytes, LENGTH - CHECKSUM);
        try (Secret whole = Secret.adopt(bytes)) {
            return GroupedText.write(whole);
        }
    }

    private static Bytes checksum(byte[] bytes) {
        return Sha256.hash(Bytes.copyOf(bytes, 0, LENGTH - CHECKSUM)).slice(0, CHECKSUM);
    }

    /**
     * What somebody has typed, or the content of a file, in which lines that begin with {@code #} are not read.
     *
     * @param name of the file or the like, to point at
     * @throws VscException {@code INPUT_FORMAT}
     */
    public static RecoveryShare parse(Secret text, String name) throws VscException {
        if (text.length() > MAX_TEXT) {
            throw new VscException(Failure.INPUT_FORMAT, name + " is no recovery share: it is too long.");
        }
        try (Secret essence = withoutRemarks(text)) {
            try (Secret bytes = GroupedText.read(essence, LENGTH)) {
                return parse(bytes.expose(), name);
            } catch (GroupedText.Mistake mistake) {
                String what =
                        index(essence).map(index -> "Recovery share " + index).orElse("The recovery share");
                String where =
                        mistake.group() == 0 ? "is too long or too short" : "has a mistake in group " + mistake.group();
                throw new VscException(Failure.INPUT_FORMAT, "%s in %s %s.".formatted(what, name, where), mistake);
            }
        }
    }

    /** The number stands in the first group, and no share has bits of anything else behind it there. */
    private static Optional<Integer> index(Secret essence) {
        byte[] start = new byte[GroupedText.GROUP];
        int length = 0;
        for (byte octet : essence.expose()) {
            if (length < start.length && octet > ' ' && octet != '-') {
                start[length++] = octet;
            }
        }
        try (Secret group = Secret.adopt(start);
                Secret head = GroupedText.read(group, 2)) {
            return Optional.of(head.expose()[1] & 0xFF);
        } catch (GroupedText.Mistake unreadable) {
            return Optional.empty();
        }
    }

    private static RecoveryShare parse(byte[] bytes, String name) throws VscException {
        Bytes head = Bytes.copyOf(bytes, 0, HEAD_LENGTH);
        int index = head.at(1);
        boolean whole = checksum(bytes).equals(Bytes.copyOf(bytes, LENGTH - CHECKSUM, CHECKSUM));
        if (!whole || head.at(0) != VERSION || index < 1 || index > head.at(3) || !isSplit(head.at(2), head.at(3))) {
            throw new VscException(
                    Failure.INPUT_FORMAT,
                    "Recovery share %d in %s is damaged%s."
                            .formatted(index, name, whole ? "" : ": its checksum is wrong"));
        }
        byte[] value = new byte[SecretShares.LENGTH];
        System.arraycopy(bytes, HEAD_LENGTH, value, 0, value.length);
        return new RecoveryShare(
                head.from(6), (int) head.slice(4, 6).toLong(), head.at(2), head.at(3), index, Secret.adopt(value));
    }

    static boolean isSplit(int threshold, int count) {
        return threshold >= 2 && threshold <= count && count <= MAX_COUNT;
    }

    private static Secret withoutRemarks(Secret text) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        boolean remark = false;
        boolean lineStart = true;
        for (byte octet : text.expose()) {
            remark = lineStart ? octet == '#' : remark;
            lineStart = octet == '\n';
            if (!remark) {
                kept.write(octet);
            }
        }
        return Secret.adopt(kept.toByteArray());
    }

    @Override
    public void close() {
        value.close();
    }
}
