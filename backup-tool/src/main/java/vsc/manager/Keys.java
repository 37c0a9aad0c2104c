// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.agent.PivAgent.KeyDescription;
import vsc.app.piv.KeyReference;
import vsc.crypto.KeyFile;
import vsc.crypto.KeyType;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The keys of a card: list, generate, import. */
public final class Keys {
    private final CardPlace card;
    private final SecretSource secrets;

    public Keys(CardPlace card, SecretSource secrets) {
        this.card = card;
        this.secrets = secrets;
    }

    /**
     * A key and whether a certificate stands beside it.
     *
     * @param certificateSubject RFC 4514, empty without a certificate
     */
    public record Entry(KeyDescription key, Optional<String> certificateSubject) {}

    public List<Entry> list() throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            List<Entry> entries = new ArrayList<>();
            for (KeyReference reference : KeyReference.asymmetric()) {
                Optional<KeyDescription> key = session.agent().key(reference);
                if (key.isPresent()) {
                    entries.add(new Entry(
                            key.get(), session.agent().certificate(reference).map(CertificateFile::subject)));
                }
            }
            return entries;
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /**
     * Makes a key pair on the card.
     *
     * @param replace whether a key that is there may go; its certificate stays until another is written
     * @throws VscException {@link Failure#ALREADY_EXISTS} if there is one and it may not
     */
    public KeyDescription generate(KeyReference reference, KeyType type, boolean replace) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            requireEmpty(session, reference, replace);
            session.authenticate();
            return session.agent().generate(reference, type);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /**
     * Puts a key pair from a file onto the card, and the certificate that the file has for it.
     *
     * @param content the bytes of a PKCS#12, PKCS#8 or PEM file
     * @param name of the file, for messages
     * @param withCertificate whether to write the certificate, too
     * @param replace as for {@link #generate}
     */
    public KeyDescription importFile(
            KeyReference reference, byte[] content, String name, boolean withCertificate, boolean replace)
            throws VscException {
        try (KeyFile keyFile = KeyFiles.read(content, name, secrets);
                PivSession session = PivSession.open(card, secrets)) {
            requireEmpty(session, reference, replace);
            session.authenticate();
            session.agent().importKey(reference, keyFile.key());
            if (withCertificate && !keyFile.certificates().isEmpty()) {
                Bytes certificate = CertificateFile.matching(
                                keyFile.certificates(), keyFile.key().publicKey())
                        .orElseThrow(() -> new VscException(
                                Failure.KEY_MISMATCH, "No certificate in " + name + " belongs to its key."));
                session.agent().writeCertificate(reference, certificate);
            }
            return new KeyDescription(
                    reference, keyFile.key().type(), keyFile.key().publicKey());
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    private static void requireEmpty(PivSession session, KeyReference reference, boolean replace)
            throws VscException, IOException {
        if (!replace && session.agent().key(reference).isPresent()) {
            throw new VscException(
                    Failure.ALREADY_EXISTS,
                    "There is a key in slot %s already; --yes replaces it, and it is gone for good."
                            .formatted(reference));
        }
    }
}
