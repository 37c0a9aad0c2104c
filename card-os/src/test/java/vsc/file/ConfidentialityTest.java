// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

class ConfidentialityTest {
    private static final String PIN = "73914682";
    private static final byte[] PRIVATE_VALUE = "seen by nobody".getBytes(StandardCharsets.US_ASCII);

    /** The scalar alone: it shows in any encoding of the key. */
    private static final int SCALAR_LENGTH = 32;

    @TempDir
    Path folder;

    private final Map<String, byte[]> secrets = new HashMap<>();

    private void fill(ObjectStore.Edit edit) {
        try (OpenGuards guards = edit.createGuards(Cards.GUARD);
                Secret pin = Cards.secret(PIN)) {
            edit.setPin(Cards.PIN, pin, 3, guards, Cards.GUARD);
        }
        edit.putPrivate(Cards.PRINTED, Cards.GUARD, Bytes.copyOf(PRIVATE_VALUE));
        try (NewKey key = NewKey.generate(KeyType.P_256)) {
            edit.putKey(
                    Cards.SIGNATURE_KEY,
                    new KeyRecord(key.type(), Cards.GUARD, key.publicKey(), Bytes.EMPTY),
                    key.privateKey());
            byte[] encoded = key.privateKey().expose();
            secrets.put("key", Arrays.copyOfRange(encoded, encoded.length - SCALAR_LENGTH, encoded.length));
        }
        secrets.put("PIN", PIN.getBytes(StandardCharsets.US_ASCII));
        secrets.put("private object", PRIVATE_VALUE);
        secrets.put("password", "correct horse".getBytes(StandardCharsets.US_ASCII));
        edit.putPublic(Cards.CHUID, Cards.PUBLIC_VALUE);
    }

    private Acceptance make() throws Exception {
        Path path = folder.resolve("card.vsc");
        try (Secret password = Cards.PASSWORD.ask()) {
            VscFile.create(path, Cards.card(Lifecycle.ACTIVE), password, Cards.CHEAP, this::fill)
                    .close();
        }
        return Acceptance.of(Forgery.read(path), Cards.PASSWORD);
    }

    private static boolean holds(Bytes data, byte[] wanted) {
        String text = new String(data.toArray(), StandardCharsets.ISO_8859_1);
        return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @Test
    void noSecretIsInTheFile() throws Exception {
        Bytes file = make().frame().bytes();
        assertTrue(holds(file, Cards.PUBLIC_VALUE.toArray()));
        secrets.forEach((name, secret) -> assertFalse(holds(file, secret), name));
    }

    /** Somebody with all area keys, as a running card has them before VERIFY. */
    @Test
    void activationAloneDoesNotUncoverWhatAPinGuards() throws Exception {
        Content content = make().content();
        Bytes decrypted = Bytes.copyOf(content.privateArea().encode().expose())
                .concat(
                        Bytes.copyOf(content.secretKeyArea().encode().expose()),
                        Bytes.copyOf(content.passwordArea().encode().expose()));
        assertTrue(holds(decrypted, content.passwordArea().pepper().expose()));
        secrets.forEach((name, secret) -> assertFalse(holds(decrypted, secret), name));
    }
}
