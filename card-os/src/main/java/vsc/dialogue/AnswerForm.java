// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import vsc.iso.ResponseApdu;

/** How much of an answer a trace shows. */
enum AnswerForm {
    SHOWN,
    /** As many bytes, whatever they are. */
    SAME_LENGTH,
    /** Any bytes, but this status word, or any number of bytes that wait. */
    ANY_LENGTH,
    /** Whatever the card answers, refusals included. */
    ANYTHING;

    /** The text behind the {@code <}. */
    String text(ResponseApdu answer) {
        String sw = "%04X".formatted(answer.sw().value());
        if (this == ANYTHING) {
            return "..";
        }
        if (answer.data().isEmpty()) {
            return sw;
        }
        return switch (this) {
            case SAME_LENGTH -> "??*%d %s".formatted(answer.data().length(), sw);
            case ANY_LENGTH -> ".. " + (sw.startsWith("61") ? "61??" : sw);
            default -> answer.data() + sw;
        };
    }
}
