// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Whether an activation password can protect a file that somebody else holds. */
final class PasswordStrength {
    /** About 40 bits; with 256 MiB and most of a second for each guess, an attack costs more than a card is worth. */
    private static final double MIN_LOG10_GUESSES = 12;

    /** The estimate of a longer one takes noticeable time, and it is strong anyway. */
    private static final int MAX_ESTIMATED = 100;

    private PasswordStrength() {}

    /**
     * Refuses a weak password.
     *
     * @param known words that a guesser tries first, such as the label
     * @throws VscException {@link Failure#WEAK_PASSWORD}
     */
    static void require(Secret password, List<String> known) throws VscException {
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password.expose()));
        try {
            if (characters.length() > MAX_ESTIMATED) {
                return;
            }
            double guesses = new Zxcvbn().measure(characters, known).getGuessesLog10();
            if (guesses < MIN_LOG10_GUESSES) {
                throw new VscException(
                        Failure.WEAK_PASSWORD,
                        "This activation password falls after about 10^%.0f guesses; take a longer one, let one be generated"
                                        .formatted(guesses)
                                + " (--generate), or insist with --allow-weak.");
            }
        } finally {
            Arrays.fill(characters.array(), '\0');
        }
    }
}
