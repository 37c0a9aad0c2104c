// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Random;
import vsc.crypto.KeyType;
import vsc.crypto.PublicKeys;
import vsc.dialogue.Dialogue;
import vsc.dialogue.Values;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.Seed;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.os.Card;

/** What fuzzing of PIV begins with: the commands of the dialogues, and a card that has what they ask for. */
public final class PivCommands {
    private static final int LONG = 2000;
    private static final Values NO_VALUES = new Values();
    private static final Bytes HASH = Bytes.adopt(new byte[32]);

    private PivCommands() {}

    public static ApduMutator mutator(Random random) throws IOException {
        return new ApduMutator(commands(), PivCommands::weight, random);
    }

    private static List<Bytes> commands() throws IOException {
        return Dialogues.read("whole").stream()
                .flatMap(found -> found.dialogue().steps().stream())
                .filter(Dialogue.Step::isCommand)
                .map(step -> step.command().bytes(NO_VALUES))
                .filter(command -> command.length() < LONG)
                .toList();
    }

    /** Comparing a PIN and testing a prime take a hundred times as long as anything else, making an RSA key a thousand times. */
    private static int weight(Bytes command) {
        CommandApdu c = CommandApdu.parse(command);
        return switch (c.ins()) {
            case 0x20 -> c.data().isEmpty() ? 20 : 1;
            case 0x24, 0x2C, 0xFA, 0xFB -> 1;
            case 0xFE -> c.p1() == 0x07 ? 1 : 20;
            case 0x47 -> c.data().toString().endsWith("800107") ? 0 : 20;
            default -> 20;
        };
    }

    /** Keys in the slots that the commands name, each with another PIN policy. */
    public static void prepare(Card card) {
        Host host = Host.of(card);
        assertEquals(StatusWord.OK, host.status("00A4040C05A000000308"));
        assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
        for (int reference : new int[] {0x9A, 0x9C, 0x9D, 0x9E}) {
            assertEquals("9000", host.send("00FE11%02X22".formatted(reference) + "0620" + "5A".repeat(32)));
        }
        assertEquals("9000", host.send("00DB3FFF085C035FC109530142"));
    }

    /** Whether there is a P-256 key in slot 9E that needs no PIN; its signature must then be right. */
    public static boolean signs(Card card) throws GeneralSecurityException {
        Host host = Host.of(card);
        assertEquals(StatusWord.OK, host.status("00A4040C05A000000308"));
        ResponseApdu metadata = host.send(0xF7, 0, 0x9E, Bytes.EMPTY);
        Bytes answer = metadata.data();
        if (!answer.startsWith(Bytes.hex("010111020201"))) {
            return false;
        }
        Bytes point = Tlv.parseOne(Tlv.find(Tlv.parseAll(answer), 0x04).orElseThrow(), 0x86)
                .value();
        ResponseApdu response = host.send(
                0x87,
                0x11,
                0x9E,
                Tlv.of(0x7C, Tlv.of(0x82, Bytes.EMPTY), Tlv.of(0x81, HASH)).encode());
        assertEquals(StatusWord.OK, response.sw());
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(PublicKeys.toJdk(KeyType.P_256, PublicKeys.ofPoint(KeyType.P_256, point)));
        verifier.update(HASH.toArray());
        Bytes signature =
                Tlv.find(Tlv.parseOne(response.data(), 0x7C).children(), 0x82).orElseThrow();
        assertTrue(verifier.verify(signature.toArray()), Seed::hint);
        return true;
    }
}
