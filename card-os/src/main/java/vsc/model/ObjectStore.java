// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import vsc.crypto.CardKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;

/**
 * The narrow door through which card applications reach the objects of their card. Every method that changes something
 * returns only when the change is durable, and ends with {@code CardError} 6581 if that cannot be had; after that the
 * store refuses everything until the card is opened anew.
 */
public interface ObjectStore {
    /** The guard that is open while the card is activated: it protects a key from whoever has only the file. */
    String OPEN_GUARD = "open";

    /** Who this card is: what stands in its identifier area. */
    Identity identity();

    /** The value of a data object of the public area. */
    Optional<Bytes> publicData(ObjectId id);

    /** Whether a data object exists, and the guard that opens it if it is in the private area. */
    Optional<String> guardOf(ObjectId id);

    /**
     * The value of a data object of the private area.
     *
     * @throws vsc.iso.CardError 6982 if {@code guards} does not open it, 6A82 if there is none
     */
    Bytes privateData(ObjectId id, OpenGuards guards);

    Optional<KeyRecord> key(ObjectId id);

    /** All keys of an application. */
    Map<ObjectId, KeyRecord> keys(String application);

    /**
     * A key ready for use, unsealed once for each time its guard is opened.
     *
     * @throws vsc.iso.CardError 6982 if {@code guards} does not open it, 6A88 if there is none
     */
    CardKey use(ObjectId key, OpenGuards guards);

    /** The guards that no PIN protects: just {@link #OPEN_GUARD}. */
    OpenGuards openedByActivation();

    Optional<PinState> pin(String name);

    /**
     * Counts a try, makes that durable, and only then compares.
     *
     * @param value the PIN without padding
     * @throws vsc.iso.CardError 6A88 if there is no such PIN
     */
    Verification verify(String name, Secret value);

    /**
     * Who a card is.
     *
     * @param cardId 16 bytes, unique
     * @param label the name that its owner gave it
     * @param softwareSerial what tells of the software nature of the card (the patent's Fig. 3L); empty if it does not say
     */
    record Identity(Bytes cardId, String label, Bytes softwareSerial) {}

    /** Applies all that {@code change} does, or nothing of it. */
    void commit(Consumer<Edit> change);

    /** The changes of one commit. */
    interface Edit {
        /** As {@link ObjectStore#identity}. */
        Identity identity();

        /** Puts a data object into the public area; whatever had this id before is gone. */
        void putPublic(ObjectId id, Bytes value);

        /** Puts a data object into the private area, sealed to {@code guard}, which need not be open. */
        void putPrivate(ObjectId id, String guard, Bytes value);

        /** Removes a data object from whichever area holds it; no matter if none does. */
        void deleteData(ObjectId id);

        /**
         * Puts a key into the secret key area, sealed to the guard that {@code key} names.
         *
         * @param material PKCS#8 PrivateKeyInfo in DER, or the bytes of a secret key
         */
        void putKey(ObjectId id, KeyRecord key, Secret material);

        void deleteKey(ObjectId id);

        /**
         * Seals a key to another guard.
         *
         * @param open opens the guard it has
         * @throws vsc.iso.CardError 6982 if it does not, 6A88 if there is no such key
         */
        void guardKey(ObjectId id, OpenGuards open, String guard);

        /**
         * Makes fresh guards, replacing those of the same names: what was sealed to the old ones cannot be opened any
         * more. The caller closes the result.
         */
        OpenGuards createGuards(String... names);

        /**
         * Sets or replaces a PIN, with all its tries.
         *
         * @param value the PIN without padding
         * @param opens the guards this PIN is to open, each of them open in {@code guards}
         */
        void setPin(String name, Secret value, int maxTries, OpenGuards guards, String... opens);
    }
}
