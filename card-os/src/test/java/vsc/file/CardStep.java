// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.function.Consumer;

/**
 * One thing that somebody does to a card.
 *
 * @param needsGuards whether the PIN has to be given before
 * @param effect what is different once it is done
 */
record CardStep(String name, Kind kind, boolean needsGuards, Action action, Consumer<Expected> effect) {
    /** What the disk may show in between. */
    enum Kind {
        /** Nothing is different afterwards. */
        NONE,
        /** The state before or the one after. */
        CHANGE,
        /** The state before, or with one try less; the latter is the one after if the PIN was wrong. */
        VERIFY
    }

    /** The order to the card. */
    @FunctionalInterface
    interface Action {
        void run(CardSession session) throws Exception;
    }

    static CardStep change(String name, Action action, Consumer<Expected> effect) {
        return new CardStep(name, Kind.CHANGE, false, action, effect);
    }
}
