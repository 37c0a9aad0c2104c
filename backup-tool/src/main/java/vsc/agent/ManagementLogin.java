// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.agent;

import java.io.IOException;
import java.util.List;
import vsc.app.piv.KeyReference;
import vsc.app.piv.PivAlgorithm;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.VscException;

/** External authentication with the PIV card management key (SP 800-73-4 part 2, appendix A.1). */
final class ManagementLogin {
    private static final int ALGORITHM = 0x01;
    private static final int TEMPLATE = 0x7C;
    private static final int CHALLENGE = 0x81;
    private static final int RESPONSE = 0x82;

    private final CommandExchange exchange;

    ManagementLogin(CommandExchange exchange) {
        this.exchange = exchange;
    }

    void authenticate(Secret managementKey) throws IOException, VscException {
        KeyType type = type();
        if (managementKey.length() != type.size()) {
            throw new VscException(
                    Failure.WRONG_MANAGEMENT_KEY,
                    "The management key of this card is %s and has %d bytes.".formatted(type, type.size()));
        }
        Bytes request = Tlv.of(TEMPLATE, Tlv.of(CHALLENGE, Bytes.EMPTY)).encode();
        Bytes answer = PivAgent.require(send(type, request), "give a challenge");
        Bytes challenge = Tlv.find(Tlv.parseOne(answer, TEMPLATE).children(), CHALLENGE)
                .orElseThrow(() -> new IllegalArgumentException("no challenge in the answer"));
        BlockKey key = (BlockKey) CardKey.open(type, managementKey);
        Bytes proof = Tlv.of(TEMPLATE, Tlv.of(RESPONSE, key.encrypt(challenge))).encode();
        StatusWord sw = send(type, proof).sw();
        if (sw.equals(StatusWord.SECURITY_STATUS_NOT_SATISFIED)) {
            throw new VscException(Failure.WRONG_MANAGEMENT_KEY, "The management key is wrong.");
        }
        PivAgent.require(ResponseApdu.of(sw), "accept the management key");
    }

    /** What the metadata say; triple DES for cards that have none. */
    private KeyType type() throws IOException {
        ResponseApdu metadata = exchange.send(Ins.YUBICO_GET_METADATA, 0, KeyReference.MANAGEMENT.value(), Bytes.EMPTY);
        List<Tlv> fields = metadata.sw().equals(StatusWord.OK) ? Tlv.parseAll(metadata.data()) : List.of();
        return Tlv.find(fields, ALGORITHM)
                .flatMap(value -> PivAlgorithm.find(value.at(0)))
                .orElse(PivAlgorithm.TDES)
                .type();
    }

    private ResponseApdu send(KeyType type, Bytes template) throws IOException {
        return exchange.send(
                Ins.GENERAL_AUTHENTICATE, PivAlgorithm.of(type).value(), KeyReference.MANAGEMENT.value(), template);
    }
}
