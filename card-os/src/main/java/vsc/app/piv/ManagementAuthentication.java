// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.crypto.BlockKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * Challenge and response with the card management key (SP 800-73-4 part 2, appendix A.1): of the host by the card, or of
 * both by each other. A challenge or witness is good for the next GENERAL AUTHENTICATE only.
 */
final class ManagementAuthentication {
    private final SecurityStatus status;
    private @Nullable Pending pending;

    ManagementAuthentication(SecurityStatus status) {
        this.status = status;
    }

    /**
     * What the card has made and not yet seen answered. A challenge answers nothing but an external authentication, a
     * witness nothing but a mutual one: otherwise the card itself would give the answer to the other protocol.
     *
     * @param tag 80 for a witness, 81 for a challenge
     * @param value in the clear
     */
    record Pending(int tag, Bytes value) {}

    Optional<Pending> takePending() {
        Optional<Pending> taken = Optional.ofNullable(pending);
        pending = null;
        return taken;
    }

    /**
     * @param before what the command before has made
     * @return the content of the answer's template; nothing where the host has just proved that it knows the key
     * @throws CardError 6982 if the proof is wrong, 6985 if nothing was made that it could answer, 6A80 for any other
     *     combination of tags
     */
    Optional<Bytes> step(BlockKey key, List<Tlv> fields, Optional<Pending> before) {
        Optional<Bytes> witness = Tlv.find(fields, Authentication.WITNESS);
        Optional<Bytes> hostChallenge = Tlv.find(fields, Authentication.CHALLENGE);
        Optional<Bytes> response = Tlv.find(fields, Authentication.RESPONSE).filter(value -> !value.isEmpty());
        if (witness.isPresent()) {
            return Optional.of(
                    witness.get().isEmpty()
                            ? Tlv.of(Authentication.WITNESS, key.encrypt(random(key, Authentication.WITNESS)))
                                    .encode()
                            : mutual(key, witness.get(), hostChallenge, before));
        }
        if (response.isPresent()) {
            prove(key, response.get(), before);
            return Optional.empty();
        }
        CardError.unless(hostChallenge.map(Bytes::isEmpty).orElse(false), StatusWord.WRONG_DATA);
        return Optional.of(Tlv.of(Authentication.CHALLENGE, random(key, Authentication.CHALLENGE))
                .encode());
    }

    private Bytes random(BlockKey key, int tag) {
        try (Secret random = Secret.random(key.blockSize())) {
            Bytes made = Bytes.copyOf(random.expose());
            pending = new Pending(tag, made);
            return made;
        }
    }

    /** The host has decrypted the witness, and sends a challenge of its own. */
    private Bytes mutual(BlockKey key, Bytes witness, Optional<Bytes> hostChallenge, Optional<Pending> before) {
        Bytes block = hostChallenge.orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        CardError.unless(block.length() == key.blockSize(), StatusWord.WRONG_DATA);
        require(made(before, Authentication.WITNESS), witness);
        return Tlv.of(Authentication.RESPONSE, key.encrypt(block)).encode();
    }

    private void prove(BlockKey key, Bytes response, Optional<Pending> before) {
        require(made(before, Authentication.CHALLENGE).map(key::encrypt), response);
    }

    private static Optional<Bytes> made(Optional<Pending> before, int tag) {
        return before.filter(made -> made.tag() == tag).map(Pending::value);
    }

    private void require(Optional<Bytes> expected, Bytes given) {
        Bytes value = expected.orElseThrow(() -> new CardError(StatusWord.CONDITIONS_NOT_SATISFIED));
        boolean equal = MessageDigest.isEqual(value.toArray(), given.toArray());
        status.managementAuthenticated(equal);
        CardError.unless(equal, StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }
}
