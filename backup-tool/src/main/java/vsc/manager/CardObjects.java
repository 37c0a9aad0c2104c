// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vsc.app.piv.PivObject;
import vsc.crypto.ContentSigningKey;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.VscException;

/** The PIV data objects of a card: list, read, write, remove, sign. */
public final class CardObjects {
    private static final int BIOMETRIC_DATA = 0xBC;
    private static final int ERROR_DETECTION = 0xFE;

    /** Objects around a biometric record, which may come alone (SP 800-76-2). */
    private static final Set<PivObject> BIOMETRIC =
            Set.of(PivObject.FINGERPRINTS, PivObject.FACIAL_IMAGE, PivObject.IRIS);

    private final CardPlace card;
    private final SecretSource secrets;

    public CardObjects(CardPlace card, SecretSource secrets) {
        this.card = card;
        this.secrets = secrets;
    }

    /**
     * An object that is there, or of which only the PIN tells whether it is.
     *
     * @param certain whether it is there for sure
     */
    public record Entry(PivObject object, boolean certain) {}

    /** By name or tag. */
    public static PivObject named(String word) throws VscException {
        return PivObject.named(word)
                .orElseThrow(
                        () -> new VscException(Failure.OBJECT_NOT_FOUND, "PIV has no object \"%s\".".formatted(word)));
    }

    public List<Entry> list() throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            List<Entry> entries = new ArrayList<>();
            for (PivObject object : PivObject.values()) {
                Optional<Boolean> there = session.agent().objects().isThere(object);
                if (there.orElse(true)) {
                    entries.add(new Entry(object, there.isPresent()));
                }
            }
            return entries;
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /** The value of an object without its outer tag; verifies the PIN where the object wants it. */
    public Bytes get(PivObject object) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            if (object.pinToRead()) {
                session.verifyPin();
            }
            return session.agent().objects().read(object).orElseThrow(() -> missing(object));
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    private static VscException missing(PivObject object) {
        return new VscException(Failure.OBJECT_NOT_FOUND, "There is no object " + object.name() + " on the card.");
    }

    /**
     * Writes an object.
     *
     * @param content without the outer tag; a biometric record may come without the tags around it
     * @param signer signs CHUID and security object anew, if there is one
     * @return whether the signatures on the card are as good as before
     */
    public boolean put(PivObject object, Bytes content, Optional<ContentSigningKey> signer) throws VscException {
        if (content.isEmpty()) {
            throw new VscException(Failure.INPUT_FORMAT, "An object is not empty; vsc object delete removes it.");
        }
        boolean bare = BIOMETRIC.contains(object) && content.at(0) != BIOMETRIC_DATA;
        return write(object, bare ? wrapped(content) : content, signer);
    }

    private static Bytes wrapped(Bytes biometricRecord) {
        return Tlv.encodeAll(List.of(Tlv.of(BIOMETRIC_DATA, biometricRecord), Tlv.of(ERROR_DETECTION, Bytes.EMPTY)));
    }

    /** As {@link #put}, for an object that is to go. */
    public boolean delete(PivObject object, Optional<ContentSigningKey> signer) throws VscException {
        return write(object, Bytes.EMPTY, signer);
    }

    private boolean write(PivObject object, Bytes value, Optional<ContentSigningKey> signer) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            session.authenticate();
            if (value.isEmpty() && object.pinToRead()) {
                session.verifyPin();
            }
            if (value.isEmpty() && session.agent().objects().read(object).isEmpty()) {
                throw missing(object);
            }
            session.agent().objects().write(object, value);
            if (signer.isPresent()) {
                session.verifyPin();
                new IssuerSignature(session.agent().objects(), signer.get()).renew();
                return true;
            }
            return !SecurityMapping.covers(session.agent().objects().read(PivObject.SECURITY_OBJECT), object);
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }

    /** Signs CHUID and security object, which takes the PIN: the protected objects are signed, too. */
    public void sign(ContentSigningKey signer) throws VscException {
        try (PivSession session = PivSession.open(card, secrets)) {
            session.authenticate();
            session.verifyPin();
            new IssuerSignature(session.agent().objects(), signer).renew();
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
    }
}
