// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

class RecoveryShareTest {
    private static final Bytes CARD = Bytes.hex("0123456789ABCDEF");

    private static String text() {
        try (Secret value = Secret.random(32);
                Secret text = new RecoveryShare(CARD, 0xBEEF, 3, 5, 4, value).text()) {
            return new String(text.expose(), StandardCharsets.US_ASCII);
        }
    }

    private static RecoveryShare parse(String text) throws VscException {
        return RecoveryShare.parse(Cards.secret(text), "the file");
    }

    @Test
    void aShareSaysWhatItIsAndRemarksAreNotRead() throws Exception {
        RecoveryShare share = parse("# Number 4 of 5\n" + text() + "# keep it safe\n");
        assertEquals(CARD, share.card());
        assertEquals(0xBEEF, share.set());
        assertEquals(3, share.threshold());
        assertEquals(5, share.count());
        assertEquals(4, share.index());
        assertEquals(32, share.value().length());
    }

    @Test
    void everyOtherCharacterIsAMistakeInAShareThatIsNamed() {
        String text = text();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ') {
                continue;
            }
            char other = text.charAt(at) == 'Q' ? 'R' : 'Q';
            String typed = text.substring(0, at) + other + text.substring(at + 1);
            VscException refused = assertThrows(VscException.class, () -> parse(typed));
            assertEquals(Failure.INPUT_FORMAT, refused.failure());
            String expected = at < 5 ? "The recovery share in the file" : "Recovery share 4 in the file";
            assertEquals(expected + " has a mistake in group " + (at / 6 + 1) + ".", refused.getMessage());
        }
    }

    @Test
    void whatIsNoShareIsCalledThat() {
        for (String text : new String[] {"", "AAAAA", "# only a remark", text() + text(), "A".repeat(5000)}) {
            VscException refused = assertThrows(VscException.class, () -> parse(text));
            assertEquals(Failure.INPUT_FORMAT, refused.failure());
        }
    }

    @Test
    void aShareThatCannotBeIsRefused() throws Exception {
        try (Secret value = Secret.random(32)) {
            for (RecoveryShare impossible : new RecoveryShare[] {
                new RecoveryShare(CARD, 0, 3, 5, 6, value),
                new RecoveryShare(CARD, 0, 3, 5, 0, value),
                new RecoveryShare(CARD, 0, 1, 5, 1, value),
                new RecoveryShare(CARD, 0, 6, 5, 1, value),
                new RecoveryShare(CARD, 0, 3, 16, 1, value)
            }) {
                VscException refused =
                        assertThrows(VscException.class, () -> RecoveryShare.parse(impossible.text(), "it"));
                assertTrue(refused.getMessage().contains("is damaged"), refused.getMessage());
            }
        }
    }
}
