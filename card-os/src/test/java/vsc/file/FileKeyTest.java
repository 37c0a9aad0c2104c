// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

class FileKeyTest {
    private static FileKey of(String content) throws VscException {
        return FileKey.of(Cards.secret(content), "it");
    }

    private static String text(FileKey key) {
        try (Secret text = key.text()) {
            return new String(text.expose(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aGeneratedFileComesBackWhateverTheLineEnd() throws Exception {
        FileKey key = FileKey.generate();
        for (String content :
                new String[] {text(key), text(key).strip(), text(key).strip() + "\r\n"}) {
            FileKey again = of(content);
            assertTrue(again.generated() && again.value().matches(key.value()));
        }
    }

    @Test
    void anyOtherFileIsNoGeneratedOne() throws Exception {
        assertFalse(of("a picture of a cat").generated());
        assertEquals(32, of("a picture of a cat").value().length());
        assertFalse(of("a picture of a cat")
                .value()
                .matches(of("a picture of a dog").value()));
    }

    @Test
    void aDamagedOneIsNotTakenForAnother() {
        String text = text(FileKey.generate());
        for (int at = "vsc-key-file-".length(); at < text.strip().length(); at++) {
            char other = text.charAt(at) == '0' ? '5' : '0';
            String damaged = text.substring(0, at) + other + text.substring(at + 1);
            assertEquals(
                    Failure.INPUT_FORMAT,
                    assertThrows(VscException.class, () -> of(damaged)).failure());
        }
        assertEquals(
                Failure.INPUT_FORMAT,
                assertThrows(VscException.class, () -> of("")).failure());
    }
}
