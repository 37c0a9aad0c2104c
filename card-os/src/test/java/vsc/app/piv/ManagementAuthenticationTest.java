// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.card.ManagementKey;
import vsc.card.TestCard;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** Authentication with key 9B (SP 800-73-4 part 2, A.1), and that the card does not help to fake it. */
class ManagementAuthenticationTest {
    private static final int WITNESS = 0x80;
    private static final int CHALLENGE = 0x81;
    private static final int RESPONSE = 0x82;

    /** Needs the management key: removes an object that is not there. */
    private static final String WRITE = "00DB3FFF075C035FC1055300";

    @TempDir
    Path folder;

    private TestCard card;
    private PivHost piv;

    @BeforeEach
    void open() {
        card = TestCard.fresh(folder);
        piv = new PivHost(card.card());
    }

    @AfterEach
    void close() {
        card.close();
    }

    @ParameterizedTest
    @CsvSource({
        "03, 0102030405060708 0102030405060708 0102030405060708",
        "03, A1A2A3A4A5A6A7A8 B1B2B3B4B5B6B7B8 C1C2C3C4C5C6C7C8",
        "08, 000102030405060708090A0B0C0D0E0F",
        "0A, 000102030405060708090A0B0C0D0E0F1011121314151617",
        "0C, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
    })
    void cardAndHostProveTheKeyToEachOther(String algorithm, String value) {
        Bytes material = Bytes.hex(value);
        piv.authenticate();
        piv.ok("00FFFFFF%02X%s9B%02X%s".formatted(material.length() + 3, algorithm, material.length(), material));
        piv.select();
        assertEquals("6982", piv.send(WRITE));
        ManagementKey key = ManagementKey.of(Integer.parseInt(algorithm, 16), material);
        Bytes witness = key.key().decrypt(key.ask(piv.host, WITNESS));
        Bytes challenge = Bytes.adopt(new byte[key.key().blockSize()]);
        ResponseApdu answer = key.send(
                piv.host, Tlv.of(WITNESS, witness), Tlv.of(CHALLENGE, challenge), Tlv.of(RESPONSE, Bytes.EMPTY));
        assertEquals(StatusWord.OK, answer.sw());
        assertEquals(
                key.key().encrypt(challenge),
                Tlv.find(Tlv.parseOne(answer.data(), 0x7C).children(), RESPONSE).orElseThrow());
        assertEquals("9000", piv.send(WRITE));
    }

    private StatusWord respond(Tlv... fields) {
        return ManagementKey.WELL_KNOWN.send(piv.host, fields).sw();
    }

    /** The card has encrypted the witness itself, so its encryption proves nothing. */
    @Test
    void aWitnessDoesNotAnswerAChallenge() {
        Bytes encrypted = ManagementKey.WELL_KNOWN.ask(piv.host, WITNESS);
        assertEquals(StatusWord.CONDITIONS_NOT_SATISFIED, respond(Tlv.of(RESPONSE, encrypted)));
        assertEquals("6982", piv.send(WRITE));
    }

    /** A challenge goes out in the clear, so knowing it proves nothing. */
    @Test
    void aChallengeIsNoWitness() {
        Bytes challenge = ManagementKey.WELL_KNOWN.ask(piv.host, CHALLENGE);
        assertEquals(
                StatusWord.CONDITIONS_NOT_SATISFIED, respond(Tlv.of(WITNESS, challenge), Tlv.of(CHALLENGE, challenge)));
        assertEquals("6982", piv.send(WRITE));
    }

    @Test
    void aWitnessSentBackIsWrong() {
        Bytes encrypted = ManagementKey.WELL_KNOWN.ask(piv.host, WITNESS);
        assertEquals(
                StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                respond(Tlv.of(WITNESS, encrypted), Tlv.of(CHALLENGE, encrypted)));
        assertEquals("6982", piv.send(WRITE));
    }

    @Test
    void aChallengeSentBackIsWrong() {
        Bytes challenge = ManagementKey.WELL_KNOWN.ask(piv.host, CHALLENGE);
        assertEquals(StatusWord.SECURITY_STATUS_NOT_SATISFIED, respond(Tlv.of(RESPONSE, challenge)));
        assertEquals("6982", piv.send(WRITE));
    }

    @Test
    void anAnswerIsGoodForItsOwnChallengeOnly() {
        ManagementKey key = ManagementKey.WELL_KNOWN;
        Bytes first = key.key().encrypt(key.ask(piv.host, CHALLENGE));
        Bytes second = key.ask(piv.host, CHALLENGE);
        assertNotEquals(key.key().encrypt(second), first);
        assertEquals(StatusWord.SECURITY_STATUS_NOT_SATISFIED, respond(Tlv.of(RESPONSE, first)));
        Bytes third = key.key().encrypt(key.ask(piv.host, CHALLENGE));
        assertEquals(StatusWord.OK, respond(Tlv.of(RESPONSE, third)));
        assertEquals(StatusWord.CONDITIONS_NOT_SATISFIED, respond(Tlv.of(RESPONSE, third)), "not twice");
        assertEquals("9000", piv.send(WRITE), "and an answer to nothing proves nothing against it");
    }

    @Test
    void aChallengeEndsWithTheSelection() {
        ManagementKey key = ManagementKey.WELL_KNOWN;
        Bytes answer = key.key().encrypt(key.ask(piv.host, CHALLENGE));
        piv.select();
        assertEquals(StatusWord.CONDITIONS_NOT_SATISFIED, respond(Tlv.of(RESPONSE, answer)));
    }

    /** A challenge of one channel is no challenge of another. */
    @Test
    void aChallengeBelongsToItsChannel() {
        ManagementKey key = ManagementKey.WELL_KNOWN;
        Bytes answer = key.key().encrypt(key.ask(piv.host, CHALLENGE));
        piv.ok("00700001");
        piv.ok("01A4040C05A000000308");
        assertEquals("6985", piv.send("0187039B0C7C0A8208" + answer));
        assertEquals(StatusWord.OK, respond(Tlv.of(RESPONSE, answer)));
        assertEquals("6982", piv.send("01" + WRITE.substring(2)));
    }
}
