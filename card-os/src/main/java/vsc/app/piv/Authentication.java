// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import java.util.Optional;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.EcKey;
import vsc.crypto.EdwardsKey;
import vsc.crypto.MontgomeryKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;

/** GENERAL AUTHENTICATE (SP 800-73-4 part 2, 3.2.4 and appendix A): using a key. */
final class Authentication {
    static final int DYNAMIC_TEMPLATE = 0x7C;
    static final int WITNESS = 0x80;
    static final int CHALLENGE = 0x81;
    static final int RESPONSE = 0x82;
    private static final int EXPONENTIATION = 0x85;

    private final ObjectStore store;
    private final SecurityStatus status;
    private final ManagementAuthentication management;

    Authentication(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
        this.management = new ManagementAuthentication(status);
    }

    /**
     * @param fresh whether VERIFY was the command before this one
     * @throws CardError 6A86 for an unknown key or another algorithm than the key's, 6A88 for a key that is not there,
     *     6982 if its PIN policy is not satisfied, 6A80 for data it does not take
     */
    ResponseApdu process(CommandApdu c, boolean fresh) {
        Optional<ManagementAuthentication.Pending> pending = management.takePending();
        KeyReference reference = new KeyReference(c.p2());
        CardError.unless(
                reference.equals(KeyReference.MANAGEMENT)
                        || KeyReference.findAsymmetric(c.p2()).isPresent(),
                StatusWord.WRONG_P1_P2);
        KeyRecord key =
                store.key(reference.id()).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
        CardError.unless(PivAlgorithm.of(key.type()).isNamedBy(c.p1()), StatusWord.WRONG_P1_P2);
        List<Tlv> fields = Tlv.parseOne(c.data(), DYNAMIC_TEMPLATE).children();
        CardKey opened = store.use(reference.id(), status.requireFor(key, fresh));
        Optional<Bytes> answer = opened instanceof BlockKey block
                ? management.step(block, fields, pending)
                : Optional.of(Tlv.of(RESPONSE, use(opened, fields)).encode());
        return answer.map(
                        value -> ResponseApdu.of(Tlv.of(DYNAMIC_TEMPLATE, value).encode()))
                .orElse(ResponseApdu.OK);
    }

    /** Signature or RSA decryption for tag 81, key agreement for tag 85. */
    private static Bytes use(CardKey key, List<Tlv> fields) {
        Optional<Bytes> point = Tlv.find(fields, EXPONENTIATION);
        Optional<Bytes> challenge = Tlv.find(fields, CHALLENGE);
        CardError.unless(point.isPresent() != challenge.isPresent(), StatusWord.WRONG_DATA);
        CardError.unless(Tlv.find(fields, RESPONSE).map(Bytes::isEmpty).orElse(true), StatusWord.WRONG_DATA);
        if (key instanceof EcKey ec) {
            return point.isPresent() ? ec.agree(point.get()) : ec.sign(challenge.orElseThrow());
        }
        if (key instanceof MontgomeryKey montgomery && point.isPresent()) {
            return montgomery.agree(point.get());
        }
        if (key instanceof EdwardsKey edwards && challenge.isPresent()) {
            return edwards.sign(challenge.get());
        }
        if (key instanceof RsaKey rsa && challenge.isPresent()) {
            return rsa.apply(challenge.get());
        }
        throw new CardError(StatusWord.WRONG_DATA);
    }
}
