// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vsc.app.openpgp.OpenPgpHost.PW1;
import static vsc.app.openpgp.OpenPgpHost.PW3;
import static vsc.app.openpgp.OpenPgpHost.with;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PW1, PW3 and the resetting code: tries, blocking, and every way out of it (4.3 and 7.2.2 to 7.2.4). */
class PasswordTest {
    private static final String WRONG = "303030303030";
    private static final String NEW = "363534333231";
    private static final String CODE = "3837363534333231";
    private static final String SIGN = with("002A9E9A", "5A".repeat(32)) + "00";

    @TempDir
    Path folder;

    private OpenPgpHost host;

    @BeforeEach
    void fresh() {
        host = OpenPgpHost.fresh(folder);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void block(int reference) {
        for (String expected : new String[] {"63C2", "63C1", "6983", "6983"}) {
            assertEquals(expected, host.verify(reference, reference == 0x83 ? "3030303030303030" : WRONG));
        }
    }

    private String tries() {
        return host.get("00C4").substring(8);
    }

    @Test
    void aStateIsAskedForWithoutATry() {
        assertEquals("63C3", host.status("00200081"));
        assertEquals("9000", host.verify(0x81, PW1));
        assertEquals("9000", host.status("00200081"));
        assertEquals("63C3", host.status("00200082"));
        assertEquals("9000", host.status("0020FF81"));
        assertEquals("63C3", host.status("00200081"));
        assertEquals("6A88", host.status("00200084"));
        assertEquals("6A86", host.status("00200181"));
    }

    @Test
    void bothUsesOfPw1ShareItsTriesAlsoOverAPowerCycle() {
        assertEquals("030003", tries());
        assertEquals("63C2", host.verify(0x81, WRONG));
        host.reopen();
        assertEquals("63C1", host.verify(0x82, WRONG));
        assertEquals("010003", tries());
        assertEquals("9000", host.verify(0x81, PW1));
        assertEquals("030003", tries());
    }

    @Test
    void aWrongValueEndsWhatThePasswordHasOpened() {
        assertEquals("9000", host.verify(0x83, PW3));
        assertEquals("63C2", host.verify(0x83, "3030303030303030"));
        assertEquals("6982", host.put("005E", "61"));
    }

    @Test
    void aBlockedPw1IsSetAnewByPw3() {
        block(0x81);
        assertEquals("6983", host.verify(0x81, PW1));
        assertEquals("6982", host.status(with("002C0281", NEW)));
        host.verify(0x83, PW3);
        assertEquals("6700", host.status(with("002C0281", "3132333435")));
        assertEquals("9000", host.status(with("002C0281", NEW)));
        assertEquals("9000", host.verify(0x81, NEW));
        assertEquals("030003", tries());
    }

    @Test
    void aBlockedPw1IsSetAnewByTheResettingCode() {
        assertEquals("6983", host.status(with("002C0081", CODE + NEW)));
        host.verify(0x83, PW3);
        host.ok("00DA00C109132A8648CE3D030107");
        host.ok("0047800002B60000");
        assertEquals("6A80", host.put("00D3", "31323334353637"));
        assertEquals("9000", host.put("00D3", CODE));
        assertEquals("030303", tries());
        host.reopen();
        block(0x82);
        assertEquals("63C2", host.status(with("002C0081", "3030303030303030" + NEW)));
        assertEquals("000203", tries());
        assertEquals("9000", host.status(with("002C0081", CODE + NEW)));
        assertEquals("030303", tries());
        assertEquals("9000", host.verify(0x81, NEW));
        assertEquals("9000", host.status(SIGN), "no key is lost");
        host.verify(0x83, PW3);
        assertEquals("9000", host.put("00D3", ""));
        assertEquals("030003", tries());
        assertEquals("6983", host.status(with("002C0081", CODE + NEW)));
    }

    @Test
    void passwordsOfAnyLengthAreChanged() {
        String longer = "61".repeat(127);
        assertEquals("63C2", host.status(with("00240081", WRONG + NEW)));
        assertEquals("9000", host.status(with("00240081", PW1 + longer)));
        assertEquals("63C2", host.verify(0x82, PW1));
        assertEquals("9000", host.verify(0x82, longer));
        assertEquals("9000", host.status(with("00240081", longer + PW1)));
        assertEquals("6700", host.status(with("00240081", PW1 + "3132333435")));
        assertEquals("6700", host.status(with("00240081", PW1 + "61".repeat(128))));
        assertEquals("9000", host.status(with("00240083", PW3 + "3837363534333231")));
        assertEquals("9000", host.verify(0x83, "3837363534333231"));
        assertEquals("6A88", host.status(with("00240082", PW1 + NEW)));
    }

    @Test
    void pw1IsGoodForOneSignatureOrForSeveral() {
        host.verify(0x83, PW3);
        host.ok("00DA00C109132A8648CE3D030107");
        host.ok("0047800002B60000");
        host.ok("00DA00C40100");
        host.verify(0x81, PW1);
        host.ok(SIGN);
        assertEquals("6982", host.status(SIGN));
        assertEquals("63C3", host.status("00200081"));
        host.ok("00DA00C40101");
        host.verify(0x81, PW1);
        host.ok(SIGN);
        host.ok(SIGN);
        assertEquals("000003", host.get("0093"));
        host.ok("0047800002B60000");
        assertEquals("000000", host.get("0093"));
    }

    @Test
    void aKdfSetsThePasswordsToItsHashesAndBackToTheWellKnownOnes() {
        String pw1 = "A1".repeat(32);
        String pw3 = "A3".repeat(32);
        String kdf = "810103" + "820108" + "830400010000" + "84081111111111111111" + "85082222222222222222"
                + "86083333333333333333" + "8720" + pw1 + "8820" + pw3;
        host.verify(0x83, PW3);
        host.ok("00DA00C109132A8648CE3D030107");
        host.ok("0047800002B60000");
        assertEquals("6A80", host.put("00F9", "810103820108"));
        assertEquals("9000", host.put("00F9", kdf));
        assertEquals(kdf, host.get("00F9"));
        host.reopen();
        assertEquals("63C2", host.verify(0x81, PW1));
        assertEquals("9000", host.verify(0x81, pw1));
        host.ok(SIGN);
        assertEquals("9000", host.status(with("00240081", pw1 + "B1".repeat(32))));
        assertEquals("9000", host.verify(0x83, pw3));
        assertEquals("9000", host.put("00F9", "810100"));
        assertEquals("810100", host.get("00F9"));
        assertEquals("9000", host.verify(0x81, PW1));
        assertEquals("9000", host.verify(0x83, PW3));
        host.ok(SIGN);
    }

    @Test
    void aTerminatedApplicationComesBackAsNew() {
        String serial = host.get("004F");
        host.verify(0x83, PW3);
        host.ok("00DA005E0161");
        host.ok("00DA00C109132A8648CE3D030107");
        host.ok("0047800002B60000");
        host.powerCycle();
        assertEquals("6982", host.status("00E60000"));
        block(0x81);
        assertEquals("6982", host.status("00E60000"));
        block(0x83);
        host.ok("00E60000");
        assertEquals("6985", host.status("00CA006E00"));
        assertEquals("6285", host.status("00A4040006D27600012401"));
        host.ok("00440000");
        host.select();
        assertEquals(serial, host.get("004F"));
        assertEquals("", host.get("005E"));
        assertEquals("6A88", host.status("0047810002B60000"));
        assertEquals("030003", tries());
        assertEquals("9000", host.verify(0x81, PW1));
        assertEquals("9000", host.verify(0x83, PW3));
        assertTrue(host.get("006E").startsWith("4F10"));
    }
}
