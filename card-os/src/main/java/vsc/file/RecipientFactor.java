// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import vsc.crypto.DecryptionKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The private key of a certificate.
 *
 * @param owner the subject of the certificate, or what else tells people whose it is
 * @param publicKey SubjectPublicKeyInfo, by which the slot can be made anew without the private key
 * @param message sealed to it
 */
record RecipientFactor(String owner, Bytes publicKey, Envelope message) implements Factor {
    static final int MAX_OWNER = 256;

    private static final int MASK = 8;
    private static final int LENGTH = 32;

    /**
     * @param publicKey RSA or on P-256
     */
    static Fresh fresh(Bytes cardId, int number, String owner, Bytes publicKey) {
        Secret material = Secret.random(LENGTH);
        Envelope message = Envelope.sealToRecipient(publicKey, binding(cardId, number), material);
        return new Fresh(new RecipientFactor(owner, publicKey, message), material);
    }

    private static Binding binding(Bytes cardId, int number) {
        return new Binding(cardId, List.of("slot", Integer.toString(number), "recipient"), Bytes.EMPTY);
    }

    @Override
    public int kind() {
        return Slot.RECIPIENT;
    }

    @Override
    public int mask() {
        return MASK;
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public String detail() {
        return owner;
    }

    @Override
    public boolean accepts(Presented presented) {
        return presented
                .privateKey()
                .filter(key -> key.publicKey().equals(publicKey))
                .isPresent();
    }

    @Override
    public Optional<Secret> material(Presented presented) throws VscException {
        return accepts(presented) ? Optional.of(open(presented.privateKey().orElseThrow())) : Optional.empty();
    }

    private Secret open(DecryptionKey key) throws VscException {
        try {
            return message.open(key);
        } catch (IOException e) {
            throw new VscException(Failure.CARD_REFUSED, "The card does not decrypt: " + e.getMessage(), e);
        }
    }

    @Override
    public void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(owner);
            der.octets(publicKey);
            der.raw(message.encode());
        });
    }

    static RecipientFactor read(DerReader slot, Bytes cardId, int number) {
        DerReader der = slot.sequence();
        String owner = der.text(MAX_OWNER);
        Bytes publicKey = der.octets();
        Envelope message = Envelope.parseForRecipient(der.raw(), binding(cardId, number));
        Rejected.unless(message.isFor(publicKey), Failure.FILE_ENVELOPE, "is damaged: a slot of it is for another key");
        der.end();
        return new RecipientFactor(owner, publicKey, message);
    }
}
