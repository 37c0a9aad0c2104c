// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import java.io.IOException;

/** There is no way to the card any more, or what it knew of us is gone; the message is a sentence for its user. */
public final class CardLostException extends IOException {
    private static final long serialVersionUID = 1;

    CardLostException(String sentence) {
        super(sentence);
    }
}
