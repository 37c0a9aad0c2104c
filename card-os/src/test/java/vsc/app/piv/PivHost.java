// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import vsc.card.Host;
import vsc.card.ManagementKey;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.os.Card;

/** A host of PIV in tests: each method is one command that has to succeed. */
final class PivHost {
    final Host host;

    PivHost(Card card) {
        this.host = Host.of(card);
        select();
    }

    String send(String command) {
        return host.send(command);
    }

    void select() {
        ok("00A4040C05A000000308");
    }

    void verify() {
        ok("0020008008313233343536FFFF");
    }

    void authenticate() {
        assertEquals(StatusWord.OK, ManagementKey.WELL_KNOWN.authenticate(host));
    }

    void ok(String command) {
        assertEquals("9000", host.send(command), command);
    }

    private static Bytes data(ResponseApdu response) {
        assertEquals(StatusWord.OK, response.sw());
        return response.data();
    }

    /** The public key template (7F49) of a new key. */
    Bytes generate(int reference, int algorithm) {
        Bytes template = Tlv.of(0xAC, Tlv.of(0x80, Bytes.of(algorithm))).encode();
        return Tlv.parseOne(data(host.send(0x47, 0, reference, template)), 0x7F49)
                .value();
    }

    /** What comes back in tag 82 for {@code input} in {@code tag}. */
    Bytes use(int reference, int algorithm, int tag, Bytes input) {
        return Tlv.find(
                        Tlv.parseOne(data(tryUse(reference, algorithm, tag, input)), 0x7C)
                                .children(),
                        0x82)
                .orElseThrow();
    }

    ResponseApdu tryUse(int reference, int algorithm, int tag, Bytes input) {
        Bytes template =
                Tlv.of(0x7C, Tlv.of(0x82, Bytes.EMPTY), Tlv.of(tag, input)).encode();
        return host.send(0x87, algorithm, reference, template);
    }
}
