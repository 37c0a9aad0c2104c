// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupedTextTest {
    private static final int LENGTH = 50;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static byte[] sample(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(GroupedText.write(Secret.copyOf(bytes)).expose(), StandardCharsets.US_ASCII);
    }

    private static byte[] read(String text, int length) throws GroupedText.Mistake {
        return GroupedText.read(Secret.adopt(text.getBytes(StandardCharsets.ISO_8859_1)), length)
                .expose();
    }

    @Test
    void bytesComeBackWhateverTheirNumber() throws Exception {
        for (int length = 1; length <= 64; length++) {
            assertArrayEquals(sample(length), read(text(sample(length)), length));
        }
    }

    @Test
    void fiftyBytesAreFiveLinesOfFourGroups() {
        List<String> lines = text(sample(LENGTH)).lines().toList();
        assertEquals(5, lines.size());
        for (String line : lines) {
            assertTrue(line.matches("([A-Z2-7]{5} ){3}[A-Z2-7]{5}"), line);
        }
    }

    @Test
    void whatPeopleMixUpDoesNotMatter() throws Exception {
        String text = text(sample(LENGTH));
        String typed = text.toLowerCase(Locale.ROOT)
                .replace('o', '0')
                .replace('i', '1')
                .replace('b', '8')
                .replace(' ', '-')
                .replace("\n", "\r\n  ");
        assertArrayEquals(sample(LENGTH), read(typed, LENGTH));
    }

    @Test
    void everyChangeOfOneCharacterIsFoundInItsGroup() {
        String text = text(sample(LENGTH)).replaceAll("\\s", "");
        for (int at = 0; at < text.length(); at++) {
            for (int c = 0; c < ALPHABET.length(); c++) {
                if (text.charAt(at) == ALPHABET.charAt(c)) {
                    continue;
                }
                String typed = text.substring(0, at) + ALPHABET.charAt(c) + text.substring(at + 1);
                GroupedText.Mistake mistake = assertThrows(GroupedText.Mistake.class, () -> read(typed, LENGTH));
                assertEquals(at / GroupedText.GROUP + 1, mistake.group());
            }
        }
    }

    @Test
    void swappedGroupsMissingAndAdditionalCharactersAreFound() {
        String text = text(sample(LENGTH)).replaceAll("\\s", "");
        String swapped = text.substring(5, 10) + text.substring(0, 5) + text.substring(10);
        assertThrows(GroupedText.Mistake.class, () -> read(swapped, LENGTH));
        for (int at = 0; at < text.length(); at++) {
            String shorter = text.substring(0, at) + text.substring(at + 1);
            assertThrows(GroupedText.Mistake.class, () -> read(shorter, LENGTH));
        }
        assertThrows(GroupedText.Mistake.class, () -> read(text + text, LENGTH));
        assertThrows(GroupedText.Mistake.class, () -> read("", LENGTH));
        assertThrows(GroupedText.Mistake.class, () -> read(text.replace('A', '\u00e9') + "!", LENGTH));
    }
}
