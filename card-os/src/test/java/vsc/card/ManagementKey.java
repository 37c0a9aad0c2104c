// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** The host's side of card management (SP 800-73-4 part 2, appendix A.1). */
public record ManagementKey(int algorithm, BlockKey key) {
    private static final int TEMPLATE = 0x7C;
    private static final int GENERAL_AUTHENTICATE = 0x87;
    private static final int REFERENCE = 0x9B;

    public static final ManagementKey WELL_KNOWN = of(0x03, Bytes.hex("0102030405060708".repeat(3)));

    public static ManagementKey of(int algorithm, Bytes value) {
        KeyType type = switch (algorithm) {
            case 0x03 -> KeyType.TDES;
            case 0x08 -> KeyType.AES_128;
            case 0x0A -> KeyType.AES_192;
            default -> KeyType.AES_256;
        };
        try (Secret material = Secret.adopt(value.toArray())) {
            return new ManagementKey(algorithm, (BlockKey) CardKey.open(type, material));
        }
    }

    /** Sends what {@code fields} make in a dynamic authentication template. */
    public ResponseApdu send(Host host, Tlv... fields) {
        return host.send(
                GENERAL_AUTHENTICATE,
                algorithm,
                REFERENCE,
                Tlv.of(TEMPLATE, fields).encode());
    }

    /** Asks for a challenge (81) or a witness (80). */
    public Bytes ask(Host host, int tag) {
        ResponseApdu answer = send(host, Tlv.of(tag, Bytes.EMPTY));
        assertEquals(StatusWord.OK, answer.sw());
        return Tlv.find(Tlv.parseOne(answer.data(), TEMPLATE).children(), tag).orElseThrow();
    }

    /** Encrypts a challenge of the card's. */
    public StatusWord authenticate(Host host) {
        return send(host, Tlv.of(0x82, key.encrypt(ask(host, 0x81)))).sw();
    }
}
