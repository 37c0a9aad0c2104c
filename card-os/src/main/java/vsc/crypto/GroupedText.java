// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.util.Arrays;

/**
 * Bytes in a form that people write down and type: base32 (RFC 4648, 6) in groups of five characters, the last of which
 * checks the other four and the place of the group, so that a mistake can be pointed at.
 */
public final class GroupedText {
    /** Characters of a group. */
    public static final int GROUP = 5;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DATA = GROUP - 1;
    private static final int GROUPS_IN_LINE = 4;
    private static final int BITS = 5;

    /** Odd, hence invertible modulo 32: no change of one character goes unseen. */
    private static final int[] WEIGHTS = {1, 3, 5, 7};

    private static final int PLACE_WEIGHT = 9;

    private GroupedText() {}

    /** What was typed is not what was written. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;
        private final int group;

        Mistake(int group) {
            super("mistake in group " + group, null, false, false);
            this.group = group;
        }

        /** Counted from 1; 0 if the length is wrong. */
        public int group() {
            return group;
        }
    }

    /** Lines of four groups, each with a line feed. The last group is filled up with A. */
    public static Secret write(Secret bytes) {
        byte[] in = bytes.expose();
        int groups = groups(in.length);
        byte[] text = new byte[groups * (GROUP + 1)];
        int[] values = new int[DATA];
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < DATA; i++) {
                values[i] = value(in, group * DATA + i);
                text[group * (GROUP + 1) + i] = (byte) ALPHABET.charAt(values[i]);
            }
            int end = group * (GROUP + 1) + DATA;
            text[end] = (byte) ALPHABET.charAt(check(values, group));
            boolean last = group == groups - 1 || group % GROUPS_IN_LINE == GROUPS_IN_LINE - 1;
            text[end + 1] = (byte) (last ? '\n' : ' ');
        }
        Arrays.fill(values, 0);
        return Secret.adopt(text);
    }

    private static int groups(int bytes) {
        return (bytes * 8 + DATA * BITS - 1) / (DATA * BITS);
    }

    /** Five bits, or zeros behind the end. */
    private static int value(byte[] in, int index) {
        int value = 0;
        for (int bit = index * BITS; bit < (index + 1) * BITS; bit++) {
            int octet = bit / 8 < in.length ? in[bit / 8] : 0;
            value = value << 1 | octet >> 7 - bit % 8 & 1;
        }
        return value;
    }

    private static int check(int[] values, int group) {
        int sum = PLACE_WEIGHT * group;
        for (int i = 0; i < DATA; i++) {
            sum += WEIGHTS[i] * values[i];
        }
        return sum % ALPHABET.length();
    }

    /**
     * Takes small letters for capital ones, 0 for O, 1 for I and 8 for B; blanks, hyphens and line ends anywhere.
     *
     * @param text ASCII
     * @param length how many bytes it is to give
     */
    public static Secret read(Secret text, int length) throws Mistake {
        byte[] values = values(text.expose());
        byte[] out = new byte[length];
        int[] group = new int[DATA];
        try {
            for (int start = 0; start < values.length; start += GROUP) {
                int number = start / GROUP;
                if (values.length - start < GROUP) {
                    throw new Mistake(number + 1);
                }
                for (int i = 0; i < DATA; i++) {
                    group[i] = values[start + i];
                }
                boolean known = group[0] >= 0 && group[1] >= 0 && group[2] >= 0 && group[3] >= 0;
                if (!known || values[start + DATA] != check(group, number) || !store(group, number, out)) {
                    throw new Mistake(number + 1);
                }
            }
            if (values.length != groups(length) * GROUP) {
                throw new Mistake(0);
            }
            return Secret.copyOf(out);
        } finally {
            Arrays.fill(values, (byte) 0);
            Arrays.fill(out, (byte) 0);
            Arrays.fill(group, 0);
        }
    }

    /** Whether all bits behind the end are zeros. */
    private static boolean store(int[] group, int number, byte[] out) {
        for (int i = 0; i < DATA * BITS; i++) {
            int bit = group[i / BITS] >> BITS - 1 - i % BITS & 1;
            int at = number * DATA * BITS + i;
            if (at / 8 < out.length) {
                out[at / 8] |= (byte) (bit << 7 - at % 8);
            } else if (bit != 0) {
                return false;
            }
        }
        return true;
    }

    /** The values of the characters, -1 for one that is not in use. */
    private static byte[] values(byte[] text) {
        byte[] values = new byte[text.length];
        int length = 0;
        for (byte octet : text) {
            char c = Character.toUpperCase((char) (octet & 0xFF));
            if (c != '-' && c > ' ') {
                values[length++] = (byte) ALPHABET.indexOf(c == '0' ? 'O' : c == '1' ? 'I' : c == '8' ? 'B' : c);
            }
        }
        byte[] result = Arrays.copyOf(values, length);
        Arrays.fill(values, (byte) 0);
        return result;
    }
}
