// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.VscException;

/** What a file system holds before anybody has used it. */
public final class Personalization {
    /** What everybody knows of a test card. */
    public static final String TEST_PIN = "123456";

    public static final String TEST_PUK = "12345678";
    public static final String TEST_SO_PIN = "87654321";

    private static final int PIN_TRIES = 3;
    private static final int PUK_TRIES = 10;

    private Personalization() {}

    /**
     * The secrets of a card for real use, 4 to 8 bytes each.
     *
     * @param soPin of the security officer, who has no PUK
     */
    public record Secrets(Secret pin, Secret puk, Secret soPin) {
        /**
         * @throws VscException {@code BAD_PIN_FORMAT} if one has not 4 to 8 bytes
         */
        public static Secrets of(Secret pin, Secret puk, Secret soPin) throws VscException {
            for (Secret secret : new Secret[] {pin, puk, soPin}) {
                if (!PinBlock.fits(secret)) {
                    throw new VscException(
                            Failure.BAD_PIN_FORMAT, "PIN, PUK and SO-PIN of this card have 4 to 8 characters.");
                }
            }
            return new Secrets(pin, puk, soPin);
        }
    }

    /** An empty card: nothing but a place for PKCS #15, and no PINs. */
    public static void issueBlank(ObjectStore.Edit edit) {
        EmptyCard.make(edit);
    }

    /** An initialised and finalised token. */
    public static void issue(ObjectStore.Edit edit, Secrets secrets) {
        try (Secret nobodys = Secret.random(FileSystem.PIN_LENGTH)) {
            PinCommands.define(edit, FileSystem.USER_PIN, secrets.pin(), PIN_TRIES, secrets.puk(), PUK_TRIES);
            PinCommands.define(edit, FileSystem.SO_PIN, secrets.soPin(), PIN_TRIES, nobodys, PUK_TRIES);
        }
        Pkcs15Token.put(edit);
    }

    /** The same with the secrets that everybody knows. */
    public static void issueForTest(ObjectStore.Edit edit) {
        try (Secret pin = secret(TEST_PIN);
                Secret puk = secret(TEST_PUK);
                Secret soPin = secret(TEST_SO_PIN)) {
            issue(edit, new Secrets(pin, puk, soPin));
        }
    }

    private static Secret secret(String text) {
        return Secret.adopt(Bytes.ascii(text).toArray());
    }
}
