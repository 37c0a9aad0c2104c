// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import vsc.iso.Bytes;

/**
 * A data object and who may read and write it (4.4.1 and 4.4.2).
 *
 * @param form what a value has to look like; an empty one removes the object
 */
record DataObject(int tag, Access read, Access write, Predicate<Bytes> form) {
    static final int AID = 0x4F;
    static final int NAME = 0x5B;
    static final int LOGIN = 0x5E;
    static final int LANGUAGE = 0x5F2D;
    static final int SALUTATION = 0x5F35;
    static final int URL = 0x5F50;
    static final int HISTORICAL_BYTES = 0x5F52;
    static final int CARDHOLDER = 0x65;
    static final int APPLICATION = 0x6E;
    static final int DISCRETIONARY = 0x73;
    static final int SECURITY_SUPPORT = 0x7A;
    static final int CERTIFICATE = 0x7F21;
    static final int EXTENDED_LENGTH = 0x7F66;
    static final int GENERAL_FEATURES = 0x7F74;
    static final int SIGNATURE_COUNTER = 0x93;
    static final int CAPABILITIES = 0xC0;
    static final int PASSWORD_STATUS = 0xC4;
    static final int FINGERPRINTS = 0xC5;
    static final int CA_FINGERPRINTS = 0xC6;
    static final int DATES = 0xCD;
    static final int RESETTING_CODE = 0xD3;
    static final int AES_KEY = 0xD5;
    static final int KEY_INFORMATION = 0xDE;
    static final int KDF = 0xF9;
    static final int ALGORITHMS = 0xFA;
    static final int PRIVATE_3 = 0x0103;
    static final int PRIVATE_4 = 0x0104;

    /** The longest certificate, and the longest of the other data objects without a form; announced in C0. */
    static final int MAX_LENGTH = 2048;

    static final int FINGERPRINT_LENGTH = 20;
    static final int DATE_LENGTH = 4;

    private static final Map<Integer, DataObject> ALL = all();

    private static Map<Integer, DataObject> all() {
        Map<Integer, DataObject> all = new HashMap<>();
        int[] readOnly = {
            AID,
            HISTORICAL_BYTES,
            CARDHOLDER,
            APPLICATION,
            DISCRETIONARY,
            SECURITY_SUPPORT,
            EXTENDED_LENGTH,
            GENERAL_FEATURES,
            SIGNATURE_COUNTER,
            CAPABILITIES,
            FINGERPRINTS,
            CA_FINGERPRINTS,
            DATES,
            KEY_INFORMATION,
            ALGORITHMS
        };
        Arrays.stream(readOnly).forEach(tag -> put(all, tag, Access.ALWAYS, Access.NEVER, 0, 0));
        put(all, NAME, Access.ALWAYS, Access.PW3, 0, 39);
        all.put(LANGUAGE, new DataObject(LANGUAGE, Access.ALWAYS, Access.PW3, DataObject::isLanguages));
        all.put(SALUTATION, new DataObject(SALUTATION, Access.ALWAYS, Access.PW3, DataObject::isSalutation));
        put(all, LOGIN, Access.ALWAYS, Access.PW3, 0, MAX_LENGTH);
        put(all, URL, Access.ALWAYS, Access.PW3, 0, MAX_LENGTH);
        put(all, CERTIFICATE, Access.ALWAYS, Access.PW3, 0, MAX_LENGTH);
        put(all, PASSWORD_STATUS, Access.ALWAYS, Access.PW3, 1, 1);
        put(all, RESETTING_CODE, Access.NEVER, Access.PW3, 0, OpenPgp.MAX_PASSWORD_LENGTH);
        all.put(AES_KEY, new DataObject(AES_KEY, Access.NEVER, Access.PW3, DataObject::isAesKey));
        put(all, KDF, Access.ALWAYS, Access.PW3, 0, MAX_LENGTH);
        for (KeySlot slot : KeySlot.values()) {
            put(all, slot.attributesTag(), Access.ALWAYS, Access.PW3, 1, 32);
            put(all, slot.fingerprintTag(), Access.ALWAYS, Access.PW3, FINGERPRINT_LENGTH, FINGERPRINT_LENGTH);
            put(all, slot.caFingerprintTag(), Access.ALWAYS, Access.PW3, FINGERPRINT_LENGTH, FINGERPRINT_LENGTH);
            put(all, slot.dateTag(), Access.ALWAYS, Access.PW3, DATE_LENGTH, DATE_LENGTH);
            put(all, slot.userInteractionTag(), Access.ALWAYS, Access.PW3, 2, 2);
        }
        put(all, 0x0101, Access.ALWAYS, Access.PW1, 0, MAX_LENGTH);
        put(all, 0x0102, Access.ALWAYS, Access.PW3, 0, MAX_LENGTH);
        put(all, PRIVATE_3, Access.PW1, Access.PW1, 0, MAX_LENGTH);
        put(all, PRIVATE_4, Access.PW3, Access.PW3, 0, MAX_LENGTH);
        return Map.copyOf(all);
    }

    private static void put(Map<Integer, DataObject> all, int tag, Access read, Access write, int min, int max) {
        all.put(tag, new DataObject(tag, read, write, value -> value.length() >= min && value.length() <= max));
    }

    /** One to four languages of two letters each (ISO 639-1). */
    private static boolean isLanguages(Bytes value) {
        return value.length() <= 8 && value.length() % 2 == 0;
    }

    /** ISO 5218: not known, male, female, not applicable. */
    private static boolean isSalutation(Bytes value) {
        return value.isEmpty() || value.length() == 1 && "0129".indexOf(value.at(0)) >= 0;
    }

    private static boolean isAesKey(Bytes value) {
        return value.isEmpty() || value.length() == 16 || value.length() == 32;
    }

    static Optional<DataObject> find(int tag) {
        return Optional.ofNullable(ALL.get(tag));
    }

    static Iterable<DataObject> values() {
        return ALL.values();
    }

    boolean takes(Bytes value) {
        return form.test(value);
    }
}
