// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.card.Profile;
import vsc.card.TestCard;
import vsc.iso.Bytes;

/** What files are after the card was closed, and what of them is in the clear. */
class FileSystemTest {
    private static final String VERIFY_PIN = "0020000108313233343536FFFF";
    private static final String VERIFY_SO_PIN = "00200003083837363534333231";
    private static final String OK = "9000";

    @TempDir
    Path folder;

    private TestCard card;

    @BeforeEach
    void insert() {
        card = TestCard.fresh(folder, Profile.PKCS15);
    }

    private String send(String command) {
        return card.card().transmit(Bytes.hex(command)).toString();
    }

    private void ok(String command) {
        assertEquals(OK, send(command), command);
    }

    private void create(int fileId, String conditions) {
        ok("00E0000012621080020010820101" + "8302%04X8603%s".formatted(fileId, conditions));
    }

    private String everythingOnDisk() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void filesAndTheirNumbersSurviveTheCard() {
        ok(VERIFY_PIN);
        create(0x0101, "0111FF");
        ok("00D600000401020304");
        String information = send("00CA01A014");
        card = card.reopen();
        assertEquals(information, send("00CA01A014"));
        assertEquals("01020304FFFF9000", sendAfterSelect("00B0000006"));
        assertEquals("6982", send("00D600000105"));
    }

    private String sendAfterSelect(String command) {
        ok("00A4020C020101");
        return send(command);
    }

    @Test
    void whatAPinProtectsIsNotInTheFileInClear() throws IOException {
        ok(VERIFY_PIN);
        create(0x0101, "0111FF");
        ok("00D6000009" + Bytes.ascii("in public"));
        create(0x0102, "1111FF");
        ok("00D600000A" + Bytes.ascii("in private"));
        String open = everythingOnDisk();
        assertFalse(open.contains("in private"));
        card = card.reopen();
        String closed = everythingOnDisk();
        assertTrue(closed.contains("in public"));
        assertFalse(closed.contains("in private"));
        assertEquals("6982", after("00A4020C020102", "00B0000001"));
        ok(VERIFY_PIN);
        assertEquals(Bytes.ascii("in private") + OK, send("00B000000A"));
    }

    private String after(String first, String command) {
        ok(first);
        return send(command);
    }

    @Test
    void whatWasWrittenBeforeTheCardIsFinalisedIsSealedThen() throws IOException {
        ok(VERIFY_SO_PIN);
        ok("00DA01E008FFFF113FFF111FFF");
        create(0x0101, "1111FF");
        ok("00D600000A" + Bytes.ascii("in private"));
        ok("00DA0101133131313131313131323232323232323203 0A00");
        card = card.reopen();
        assertEquals(Bytes.ascii("in private") + OK, sendAfterSelect("00B000000A"));
        ok("004404000CA000000063504B43532D3135");
        card = card.reopen();
        assertEquals("6982", sendAfterSelect("00B0000001"));
        assertFalse(everythingOnDisk().contains("in private"));
        ok("0020000108" + "31".repeat(8));
        assertEquals(Bytes.ascii("in private") + OK, send("00B000000A"));
    }

    @Test
    void anUpdateThatNobodyCouldReadWaitsForTheReader() throws IOException {
        ok(VERIFY_PIN);
        create(0x0101, "1311FF");
        ok(VERIFY_SO_PIN);
        ok("00D600000401020304");
        card = card.reopen();
        ok(VERIFY_SO_PIN);
        assertEquals("6982", sendAfterSelect("00B0000001"));
        ok("00D600020A" + Bytes.ascii("left there"));
        card = card.reopen();
        assertFalse(everythingOnDisk().contains("left there"));
        ok(VERIFY_PIN);
        assertEquals("0102" + Bytes.ascii("left there") + OK, sendAfterSelect("00B000000C"));
        card = card.reopen();
        ok(VERIFY_PIN);
        assertEquals("0102" + Bytes.ascii("left there") + OK, sendAfterSelect("00B000000C"));
    }

    @Test
    void keysOfAClosedCardNeedTheirPinAgain() {
        ok(VERIFY_PIN);
        ok("00A4000C025015");
        ok("00E0000019621781020100820122" + "83024B01860311111185020000" + "8A0100");
        ok("00460000");
        card = card.reopen();
        ok("00A4080C045015" + "4B01");
        ok("002241B60A80010481024B01840100");
        assertEquals("6982", send("002A9E9A20" + "00".repeat(31) + "0100"));
        ok(VERIFY_PIN);
        assertTrue(send("002A9E9A20" + "00".repeat(31) + "0100").endsWith(OK));
        assertEquals(0, card.card().unexpectedErrors());
    }

    @Test
    void aHundredFilesAreAsGoodAsOne() {
        ok(VERIFY_PIN);
        for (int df = 0; df < 10; df++) {
            ok("00A4000C023F00");
            ok("00E0000011620F8201388302%04X8603000FFF8A0105".formatted(0x7000 + df));
            for (int ef = 0; ef < 10; ef++) {
                create(0x0100 + ef, "0000FF");
                ok("00D6000001%02X".formatted(ef));
            }
        }
        card = card.reopen();
        for (int df = 0; df < 10; df++) {
            ok("00A4080C02%04X".formatted(0x7000 + df));
            for (int ef = 0; ef < 10; ef++) {
                ok("00A4020C02%04X".formatted(0x0100 + ef));
                assertEquals("%02X9000".formatted(ef), send("00B0000001"));
            }
        }
    }
}
