// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/** A command ends with a status word other than 9000. Only {@code vsc.os.Card.transmit} catches it. */
public final class CardError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int statusWord;

    /** Without a stack trace: a refused command is an everyday answer, and the trace would cost more than the command. */
    public CardError(StatusWord statusWord) {
        super(statusWord.toString(), null, false, false);
        this.statusWord = statusWord.value();
    }

    public StatusWord statusWord() {
        return new StatusWord(statusWord);
    }

    /** Throws {@code statusWord} unless {@code condition} holds. */
    public static void unless(boolean condition, StatusWord statusWord) {
        if (!condition) {
            throw new CardError(statusWord);
        }
    }
}
