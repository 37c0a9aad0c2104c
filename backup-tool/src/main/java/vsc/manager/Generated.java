// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import vsc.crypto.Secret;

/** Secrets that nobody has chosen. */
final class Generated {
    /** Letters and digits that cannot be taken for each other: 5 bits each. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Generated() {}

    /** Five groups of four characters: 100 bits. */
    static Secret password() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        Secret secret = Secret.adopt(text.toString().getBytes(StandardCharsets.US_ASCII));
        text.setLength(0);
        return secret;
    }

    static Secret digits(int count) {
        byte[] digits = new byte[count];
        for (int i = 0; i < count; i++) {
            digits[i] = (byte) ('0' + RANDOM.nextInt(10));
        }
        return Secret.adopt(digits);
    }
}
