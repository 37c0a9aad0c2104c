// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vsc.crypto.KdfParameters;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.Verification;
import vsc.model.VscException;

/** Cards to try things on. */
final class Cards {
    /** The cheapest that is allowed. */
    static final KdfParameters CHEAP = new KdfParameters(19 << 10, 2, 1);

    static final PasswordSource PASSWORD = () -> secret("correct horse");
    static final PasswordSource NOT_ASKED = () -> {
        throw new AssertionError("asked for a password");
    };

    static final String PIN = "piv-pin";
    static final String GUARD = "piv-pin";
    static final ObjectId CHUID = new ObjectId("piv", 0x5FC102);
    static final ObjectId PRINTED = new ObjectId("piv", 0x5FC109);
    static final ObjectId SIGNATURE_KEY = new ObjectId("piv", 0x9C);
    static final ObjectId CARD_KEY = new ObjectId("piv", 0x9E);
    static final Bytes PUBLIC_VALUE = Bytes.ascii("known to everybody");
    static final Bytes PRIVATE_VALUE = Bytes.ascii("known after the PIN");
    static final int TRIES = 3;

    private Cards() {}

    static Secret secret(String text) {
        return Secret.adopt(text.getBytes(StandardCharsets.US_ASCII));
    }

    static NewCard card(Lifecycle lifecycle) {
        return new NewCard(
                "Tést card",
                "piv",
                lifecycle,
                List.of(Aid.hex("A000000308000010000100")),
                Map.of("serial", Bytes.ascii("IBMVSC000000000000"), "atr", Bytes.hex("3B00")),
                List.of(new PinRule(PIN, 6, 8)));
    }

    /** A test card with one object of each kind and no journal, closed. */
    static void make(Path path) throws VscException {
        make(path, 0);
    }

    static void make(Path path, int journalSlots) throws VscException {
        VscFile.create(new LocalDisk(), journalSlots, path, card(Lifecycle.TEST), null, CHEAP, Cards::fill)
                .close();
    }

    /** The same behind {@link #PASSWORD}. */
    static void makeWithPassword(Path path) throws VscException {
        try (Secret password = PASSWORD.ask()) {
            VscFile.create(new LocalDisk(), 0, path, card(Lifecycle.ACTIVE), password, CHEAP, Cards::fill)
                    .close();
        }
    }

    static void fill(ObjectStore.Edit edit) {
        edit.putPublic(CHUID, PUBLIC_VALUE);
        try (OpenGuards guards = edit.createGuards(GUARD);
                Secret pin = secret("123456")) {
            edit.setPin(PIN, pin, TRIES, guards, GUARD);
        }
        edit.putPrivate(PRINTED, GUARD, PRIVATE_VALUE);
        putKey(edit, SIGNATURE_KEY, GUARD);
        putKey(edit, CARD_KEY, ObjectStore.OPEN_GUARD);
    }

    static void putKey(ObjectStore.Edit edit, ObjectId id, String guard) {
        try (NewKey key = NewKey.generate(KeyType.P_256)) {
            edit.putKey(id, new KeyRecord(key.type(), guard, key.publicKey(), Bytes.of(1)), key.privateKey());
        }
    }

    static Verification verify(ObjectStore store, String pin) {
        try (Secret value = secret(pin)) {
            return store.verify(PIN, value);
        }
    }

    /** What the right PIN opens. */
    static OpenGuards unlock(ObjectStore store) {
        return ((Verification.Right) verify(store, "123456")).guards();
    }
}
