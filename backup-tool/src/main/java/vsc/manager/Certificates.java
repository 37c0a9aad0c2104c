// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import vsc.agent.PivAgent;
import vsc.agent.PivAgent.KeyDescription;
import vsc.app.piv.KeyReference;
import vsc.crypto.SelfSigned;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The certificates of a card: import, export, self-sign. */
public final class Certificates {
    private final CardPlace card;
    private final SecretSource secrets;

    public Certificates(CardPlace card, SecretSource secrets) {
        this.card = card;
        this.secrets = secrets;
    }

    /**
     * Writes a certificate beside its key.
     *
     * @param content PEM or DER
     * @param name of the file, for messages
     * @throws VscException {@link Failure#KEY_MISMATCH} if the slot holds another key
     */
    public void importFile(KeyReference reference, byte[] content, String name) throws VscException {
        Bytes der = CertificateFile.read(content, name);
        try (PivSession session = PivSession.open(card, secrets)) {
            Optional<KeyDescription> key = session.agent().key(reference);
            if (key.isPresent() && !CertificateFile.holds(der, key.get().publicKey())) {
                throw new VscException(
                        Failure.KEY_MISMATCH,
                        "The certificate in %s is for another key than the one in slot %s.".formatted(name, reference));
            }
            session.authenticate();
            session.agent().writeCertificate(reference, der);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /** The certificate of a slot in DER. */
    public Bytes export(KeyReference reference) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            return session.agent()
                    .certificate(reference)
                    .orElseThrow(() -> new VscException(
                            Failure.OBJECT_NOT_FOUND, "There is no certificate in slot " + reference + "."));
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /**
     * Makes a certificate for the key of a slot, signed by that key, and writes it beside it.
     *
     * @param subject an RFC 4514 name
     */
    public Bytes selfSign(KeyReference reference, String subject, Duration validity) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            PivAgent agent = session.agent();
            KeyDescription key = agent.key(reference)
                    .orElseThrow(() ->
                            new VscException(Failure.OBJECT_NOT_FOUND, "There is no key in slot " + reference + "."));
            session.authenticate();
            if (!reference.equals(KeyReference.CARD_AUTHENTICATION)) {
                session.verifyPin();
            }
            CardSigner signer = new CardSigner(agent, key);
            Bytes der = SelfSigned.build(
                    key.type(),
                    key.publicKey(),
                    subject,
                    validity,
                    reference.equals(KeyReference.KEY_MANAGEMENT),
                    signer::sign);
            agent.writeCertificate(reference, der);
            return der;
        } catch (CardSigner.Refused e) {
            throw e.reason();
        } catch (IOException e) {
            throw OpenCard.lost(e);
        } catch (IllegalArgumentException e) {
            throw new VscException(Failure.USAGE, "\"" + subject + "\" is not a name such as CN=Mike,O=Example.", e);
        }
    }

    /** Lets the card sign; what it refuses travels as an I/O error through the certificate builder. */
    private record CardSigner(PivAgent agent, KeyDescription key) {
        private static final class Refused extends IOException {
            private static final long serialVersionUID = 1;
            private final VscException reason;

            Refused(VscException reason) {
                super(reason);
                this.reason = reason;
            }

            VscException reason() {
                return reason;
            }
        }

        Bytes sign(Bytes input) throws IOException {
            try {
                return agent.sign(key.reference(), key.type(), input);
            } catch (VscException e) {
                throw new Refused(e);
            }
        }
    }
}
