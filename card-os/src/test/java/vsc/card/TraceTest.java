// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.dialogue.Dialogue;
import vsc.dialogue.Replay;
import vsc.dialogue.Trace;
import vsc.dialogue.Values;
import vsc.iso.Bytes;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.VscException;

class TraceTest {
    private static final String SELECT = "00A4040005A00000030800";
    private static final String PIN = "313233343536";
    private static final String SCALAR = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
    private static final String AES = "0F0E0D0C0B0A09080706050403020100FFEEDDCCBBAA9988";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    private interface Session {
        void run(Host host);
    }

    private void record(Host.Encoding encoding, Session session) {
        try (TestCard card = TestCard.fresh(folder)) {
            card.card().trace(new Trace(lines::add));
            assertTrue(lines.remove(0).startsWith("# Trace begun "));
            session.run(new Host(card.card(), encoding));
        }
    }

    private void record(Session session) {
        record(Host.Encoding.SHORT, session);
    }

    private Optional<String> replay(String values) throws VscException {
        return replay(lines, values);
    }

    private Optional<String> replay(List<String> text, String values) throws VscException {
        try (TestCard card = TestCard.fresh(folder);
                Values known = new Values()) {
            known.read(values.getBytes(StandardCharsets.US_ASCII));
            Replay replay = new Replay(Replay.Partner.of(card.card()), known);
            List<Dialogue> dialogues = Dialogue.parse(text);
            assertEquals(1, dialogues.size());
            return replay.run(dialogues.get(0)).map(Replay.Difference::sentence);
        }
    }

    private void assertReplays(String values) throws VscException {
        assertEquals(Optional.empty(), replay(values), () -> String.join("\n", lines));
    }

    private void assertHidden(String... secrets) {
        String all = String.join("\n", lines).toUpperCase(Locale.ROOT);
        for (String secret : secrets) {
            assertFalse(all.contains(secret), () -> secret + " in " + all);
        }
    }

    private List<String> commands() {
        return lines.stream().filter(line -> line.startsWith(">")).toList();
    }

    @Test
    void anExchangeIsAComment_aCommandAndAnAnswer() {
        record(host -> host.send(SELECT));
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).matches("# \\S+Z [0-9.,]+ ms SELECT -> 9000 OK"), lines.get(0));
        assertEquals("> " + SELECT, lines.get(1));
        assertTrue(lines.get(2).startsWith("< 61"), lines.get(2));
    }

    @Test
    void equalPinsHaveOneNameAndOthersAnother() throws VscException {
        record(host -> {
            host.send(SELECT);
            host.send("0020008008" + PIN + "FFFF");
            host.send("0020008008" + "3132333435363738");
            host.send("0020008008" + PIN + "FFFF");
        });
        assertEquals(
                List.of("> 00200080 [{pad(pin,8)}]", "> 00200080 [{pad(pin-2,8)}]", "> 00200080 [{pad(pin,8)}]"),
                commands().subList(1, 4));
        assertReplays("pin \"123456\"\npin-2 3132333435363738");
        assertEquals(
                "Line 5: the card answers 0 bytes, 63C2 2 tries left, where the dialogue says 9000.",
                replay("pin \"654321\"\npin-2 3132333435363738").orElseThrow());
        assertEquals(
                Failure.SECRET_NEEDED,
                assertThrows(VscException.class, () -> replay("pin 00")).failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00200080 06 313233343536", // not padded
                "0020008000000A313233343536FFFFFFFF", // extended
                "01200080 08 313233343536FFFF", // another channel
                "8C200080 08 313233343536FFFF", // no such class
                "10200080 04 31323334", // a part
                "00200080 08 313233343536", // cut off
                "00200080 06 313233343536FFFFFF", // too long
                "00200080 00 313233343536", // neither short nor extended
                "00200000 08 313233343536FFFF",
                "00240080 10 313233343536FFFF 313233343536FFFF",
                "002C0080 08 313233343536FFFF",
                "00FFFFFF 1B 039B18 313233343536313233343536313233343536313233343536",
                "00FE119A 22 0620 3132333435363132333435363132333435363132333435363132333435363132",
                "00990080 08 313233343536FFFF", // no such instruction
                "00AA0080 08 313233343536FFFF",
                "00DB3FFF 0D 5C035FC109 5306 313233343536",
                "00DB3FFF 0D 5C035FC1EE 5306 313233343536",
                "00DB3FFF 08 5306 313233343536",
                "00DB3FFF 07 5C 313233343536",
                "0087039B 0A 7C08 8206 313233343536",
                "1087039B 08 7C0E 313233343536",
                "0087039B 08 3132 313233343536",
                "200080 08 313233343536FFFF", // the class byte is missing
            })
    void whateverMayBeSecretIsHidden(String command) {
        record(host -> {
            host.send(SELECT);
            host.card().transmit(Bytes.hex(command));
        });
        assertHidden("313233343");
        assertEquals(6, lines.size());
    }

    @ParameterizedTest
    @EnumSource(Host.Encoding.class)
    void whatAHostKeepsInAProtectedObjectIsHiddenBothWays(Host.Encoding encoding) throws VscException {
        String secret = "5AA5".repeat(150);
        record(encoding, host -> {
            host.send(SELECT);
            assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
            host.send("0020008008" + PIN + "FFFF");
            assertEquals("9000", host.send("00DB3FFF000135" + "5C035FC109" + "5382012C" + secret));
            assertTrue(host.send("00CB3FFF055C035FC10900").contains(secret));
        });
        assertHidden("5AA55AA5", "A55AA55A", PIN, "0102030405060708");
    }

    @Test
    void managementIsAuthenticatedAnewInAReplay() throws VscException {
        record(host -> {
            host.send(SELECT);
            assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
            host.send("00FFFFFF1B0A9B18" + AES);
            mutual(host);
            host.send("00DB3FFF07" + "5C035FC105" + "5300");
            assertEquals(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    ManagementKey.of(0x0A, Bytes.hex("11".repeat(24))).authenticate(host));
        });
        assertHidden("0102030405060708", AES, "FFEEDDCC");
        assertReplays("management-key 010203040506070801020304050607080102030405060708\nmanagement-key-2 " + AES);
        assertTrue(replay("management-key-2 " + AES + "\nmanagement-key " + "12".repeat(24))
                .isPresent());
    }

    private static void mutual(Host host) {
        try (Secret material = Secret.adopt(Bytes.hex(AES).toArray())) {
            BlockKey key = (BlockKey) CardKey.open(KeyType.AES_192, material);
            ManagementKey management = new ManagementKey(0x0A, key);
            Bytes witness = key.decrypt(management.ask(host, 0x80));
            Bytes challenge = Bytes.hex("A5".repeat(16));
            assertEquals(
                    Tlv.of(0x7C, Tlv.of(0x82, key.encrypt(challenge))).encode(),
                    management
                            .send(host, Tlv.of(0x80, witness), Tlv.of(0x81, challenge))
                            .data());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Host.Encoding.class,
            names = {"SHORT", "EXTENDED"})
    void newKeysAndSignaturesMayDifferInAReplay(Host.Encoding encoding) throws VscException {
        String hash = "AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF";
        record(encoding, host -> {
            host.send(SELECT);
            assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
            host.card().reset();
            host.send(SELECT);
            assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
            host.send("0047009E05AC0380011100");
            host.send("00F7009E00");
            host.send("0087119E267C2482008120" + hash + "00");
            host.send("00470095" + "05AC0380010700");
            host.send("0020008008" + PIN + "FFFF");
            for (String first : List.of("00", "FF")) {
                host.send("00870795" + "00010A" + "7C820106820081820100" + first + "5A".repeat(255) + "0000");
            }
            host.send("00FE119E220620" + SCALAR);
            host.send("00F7009E00");
        });
        assertHidden(SCALAR, PIN, "0102030405060708");
        assertEquals(1, lines.stream().filter("reset"::equals).count());
        assertReplays(
                "pin \"123456\"\nmanagement-key 010203040506070801020304050607080102030405060708\nprivate-key 0620"
                        + SCALAR);
    }

    @Test
    void whatAKeyDecryptsIsHidden() throws VscException {
        String point =
                "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
        List<String> agreed = new ArrayList<>();
        record(host -> {
            host.send(SELECT);
            assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
            host.send("00FE119E220620" + SCALAR);
            agreed.add(host.send("0087119E477C4582008541" + point + "00"));
        });
        assertTrue(agreed.get(0).startsWith("7C228220") && agreed.get(0).endsWith("9000"), agreed.get(0));
        assertHidden(agreed.get(0).substring(8, 72), agreed.get(0).substring(8, 24));
    }

    @Test
    void anAlteredByteShows() throws VscException {
        record(host -> {
            host.send(SELECT);
            host.send("00CB3FFF055C035FC10200");
        });
        assertReplays("");
        for (int line : new int[] {1, 2, 4, 5}) {
            List<String> altered = new ArrayList<>(lines);
            String text = altered.get(line);
            char digit = text.charAt(text.length() - 7);
            altered.set(
                    line,
                    text.substring(0, text.length() - 7)
                            + (digit == '7' ? '6' : '7')
                            + text.substring(text.length() - 6));
            assertTrue(replay(altered, "").isPresent(), () -> altered.get(line));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> 0",
                "> {",
                "> {PIN}",
                "> [00",
                "> 00]",
                "> [[00]",
                "> FF*99999",
                "say 00",
                "< 9000",
                "> {pad(pin)}",
                "> 00\n< {a=1}{a=1}",
                "> 00\n< 0?",
                "> {encrypt(a)}"
            })
    void whatSaysNothingIsRefusedByItsLine(String text) {
        VscException refusal = assertThrows(
                VscException.class, () -> Dialogue.parse(text.lines().toList()));
        assertEquals(Failure.INPUT_FORMAT, refusal.failure());
        assertTrue(refusal.getMessage().startsWith("Line "), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin 123", "pin 12x4", "pin 1"})
    void valuesAreHexadecimalOrText(String text) {
        try (Values values = new Values()) {
            assertThrows(VscException.class, () -> values.read(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
