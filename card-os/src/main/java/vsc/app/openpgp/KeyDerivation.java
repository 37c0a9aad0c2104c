// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.List;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/**
 * KDF-DO (4.3.2): what hosts have to do with a password before they send it. The card compares what it gets either way;
 * only the passwords have to be others from then on, because nobody can type a hash.
 */
final class KeyDerivation {
    /** Passwords are sent as they are. */
    static final Bytes NONE = Bytes.hex("81 01 00");

    private static final int ALGORITHM = 0x81;
    private static final int HASH = 0x82;
    private static final int COUNT = 0x83;
    private static final int SALT_PW1 = 0x84;
    private static final int SALT_RC = 0x85;
    private static final int SALT_PW3 = 0x86;
    private static final int INITIAL_PW1 = 0x87;
    private static final int INITIAL_PW3 = 0x88;
    private static final Bytes ITERATED_AND_SALTED = Bytes.of(0x03);
    private static final Bytes SHA_256 = Bytes.of(0x08);
    private static final Bytes SHA_512 = Bytes.of(0x0A);
    private static final int SALT_LENGTH = 8;

    private KeyDerivation() {}

    /**
     * Writes it, and sets the passwords to the initial hashes that are in it, or to the well-known values where none is to
     * be derived any more. The resetting code ends, because it was for the other form.
     *
     * @param guards what PW3 has opened
     * @throws CardError 6A80 if the parts are not those of one of the forms
     */
    static void write(ObjectStore store, Bytes value, OpenGuards guards) {
        if (value.isEmpty() || value.equals(NONE)) {
            boolean derived = store.publicData(OpenPgp.id(DataObject.KDF)).isPresent();
            store.commit(edit -> {
                edit.deleteData(OpenPgp.id(DataObject.KDF));
                if (derived) {
                    Personalization.setDefaultPasswords(edit, guards);
                    ResettingCode.remove(store, edit, guards);
                }
            });
            return;
        }
        List<Tlv> parts = Tlv.parseAll(value);
        requireForm(parts);
        store.commit(edit -> {
            edit.putPublic(OpenPgp.id(DataObject.KDF), value);
            setInitial(edit, OpenPgp.PW1, Tlv.find(parts, INITIAL_PW1), guards);
            setInitial(edit, OpenPgp.PW3, Tlv.find(parts, INITIAL_PW3), guards);
            ResettingCode.remove(store, edit, guards);
        });
    }

    private static void setInitial(ObjectStore.Edit edit, String pin, Optional<Bytes> hash, OpenGuards guards) {
        if (hash.isPresent()) {
            try (Secret value = Secret.adopt(hash.get().toArray())) {
                PasswordSetting.set(edit, pin, value, guards);
            }
        }
    }

    /** One salt for all passwords or one for each; both initial hashes or none. */
    private static void requireForm(List<Tlv> parts) {
        Bytes hash = Tlv.find(parts, HASH).orElse(Bytes.EMPTY);
        int length = hash.equals(SHA_512) ? 64 : 32;
        boolean right =
                Tlv.find(parts, ALGORITHM).filter(ITERATED_AND_SALTED::equals).isPresent()
                        && (hash.equals(SHA_256) || hash.equals(SHA_512))
                        && has(parts, COUNT, 4)
                        && has(parts, SALT_PW1, SALT_LENGTH)
                        && (has(parts, SALT_RC, SALT_LENGTH) || isAbsent(parts, SALT_RC))
                        && (has(parts, SALT_PW3, SALT_LENGTH) || isAbsent(parts, SALT_PW3))
                        && (has(parts, INITIAL_PW1, length) && has(parts, INITIAL_PW3, length)
                                || isAbsent(parts, INITIAL_PW1) && isAbsent(parts, INITIAL_PW3))
                        && parts.stream().allMatch(part -> part.tag() >= ALGORITHM && part.tag() <= INITIAL_PW3);
        CardError.unless(right, StatusWord.WRONG_DATA);
    }

    private static boolean has(List<Tlv> parts, int tag, int length) {
        return Tlv.find(parts, tag).filter(value -> value.length() == length).isPresent();
    }

    private static boolean isAbsent(List<Tlv> parts, int tag) {
        return Tlv.find(parts, tag).isEmpty();
    }
}
