// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;

/** Files made to be refused, each with the code of the first check that it fails. */
class HostileFilesTest {
    private static final int AT_LEAST = 150;
    private static final int SLOTS = 12;

    @TempDir
    Path folder;

    @Test
    void eachIsRefusedForItsReason() throws Exception {
        Path plain = folder.resolve("plain.vsc");
        Cards.make(plain);
        Path used = folder.resolve("used.vsc");
        Cards.make(used, SLOTS);
        Files.write(used, journal(used).toArray());
        List<HostileFiles.HostileFile> all = HostileFiles.of(new Forgery(plain), new Forgery(used));
        List<String> wrong = new ArrayList<>();
        for (HostileFiles.HostileFile each : all) {
            String answer = answer(each.file());
            if (!answer.equals(each.expected().name())) {
                wrong.add("%s: %s instead of %s".formatted(each.name(), answer, each.expected()));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(all.size() >= AT_LEAST, "only " + all.size() + " files");
    }

    private static String answer(Bytes file) {
        try {
            Acceptance.of(file, Cards.NOT_ASKED);
            return "accepted";
        } catch (Rejected e) {
            return e.failure().name();
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** The file as it is while it is open, with four changes in its journal. */
    private static Bytes journal(Path path) throws Exception {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            for (int i = 0; i < 4; i++) {
                Bytes value = Bytes.of(i);
                card.store().commit(edit -> edit.putPublic(Cards.CHUID, value));
            }
            return LockedFile.read(path.toRealPath());
        }
    }
}
