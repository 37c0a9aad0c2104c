// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import vsc.card.Host;
import vsc.card.Profile;
import vsc.card.TestCard;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;

/** A host of an OpenPGP card for tests: commands in hexadecimal, expectations likewise. */
final class OpenPgpHost implements AutoCloseable {
    static final String PW1 = "313233343536";
    static final String PW3 = "3132333435363738";

    private TestCard card;
    private Host.Encoding encoding = Host.Encoding.SHORT;

    private OpenPgpHost(TestCard card) {
        this.card = card;
    }

    /** A new card with OpenPGP selected. */
    static OpenPgpHost fresh(Path folder) {
        OpenPgpHost host = new OpenPgpHost(TestCard.fresh(folder, Profile.OPENPGP));
        host.select();
        return host;
    }

    void encoding(Host.Encoding next) {
        encoding = next;
    }

    void select() {
        assertEquals("9000", status("00A4040C06D27600012401"));
    }

    /** Power off and on, and selected again. */
    void powerCycle() {
        card.card().reset();
        select();
    }

    /** The process ends and another opens the file. */
    void reopen() {
        card = card.reopen();
        select();
    }

    /** A whole command and its whole answer. */
    String send(String command) {
        return new Host(card.card(), encoding).send(command);
    }

    ResponseApdu send(int ins, int p1, int p2, Bytes data) {
        return new Host(card.card(), encoding).send(CommandApdu.of(0, ins, p1, p2, data, 256));
    }

    /** The status word alone. */
    String status(String command) {
        String answer = send(command);
        return answer.substring(answer.length() - 4);
    }

    void ok(String command) {
        assertEquals("9000", status(command), command);
    }

    /** {@code header}, length and data. */
    static String with(String header, String data) {
        return header + "%02X".formatted(data.length() / 2) + data;
    }

    String verify(int reference, String value) {
        return status(with("002000%02X".formatted(reference), value));
    }

    /** The bytes of a data object, which must be readable. */
    String get(String tag) {
        String answer = send("00CA" + tag + "00");
        assertEquals("9000", answer.substring(answer.length() - 4), tag);
        return answer.substring(0, answer.length() - 4);
    }

    String put(String tag, String value) {
        return status(value.isEmpty() ? "00DA" + tag : with("00DA" + tag, value));
    }

    @Override
    public void close() {
        assertEquals(0, card.card().unexpectedErrors());
        card.close();
    }
}
