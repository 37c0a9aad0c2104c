// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vsc.model.ObjectId;

/**
 * A PIV data object and who may read it (SP 800-73-4 part 1, table 3). All of them are written after authentication with
 * the card management key.
 *
 * @param tag BER-TLV tag of the container
 * @param pinToRead whether the PIN has to be verified before GET DATA
 * @param wrapped whether the value travels inside a data object 53, as all but two do
 */
public record PivObject(int tag, boolean pinToRead, boolean wrapped) {
    public static final PivObject CHUID = free(0x5FC102);
    public static final PivObject CARD_CAPABILITY_CONTAINER = free(0x5FC107);
    public static final PivObject DISCOVERY = new PivObject(0x7E, false, false);
    public static final PivObject BIOMETRIC_INFORMATION = new PivObject(0x7F61, false, false);
    public static final PivObject SECURITY_OBJECT = free(0x5FC106);
    public static final PivObject KEY_HISTORY = free(0x5FC10C);
    public static final PivObject SECURE_MESSAGING_SIGNER = free(0x5FC122);
    public static final PivObject FINGERPRINTS = afterPin(0x5FC103);
    public static final PivObject FACIAL_IMAGE = afterPin(0x5FC108);
    public static final PivObject PRINTED_INFORMATION = afterPin(0x5FC109);
    public static final PivObject IRIS = afterPin(0x5FC121);
    public static final PivObject PAIRING_CODE = afterPin(0x5FC123);

    /** Yubico: host data 5FFF00, attestation certificate 5FFF01, and up to 5FFF15 what its Windows minidriver keeps. */
    private static final int FIRST_YUBICO = 0x5FFF00;

    private static final int LAST_YUBICO = 0x5FFF15;

    private static final Map<Integer, PivObject> ALL = all();

    private static Map<Integer, PivObject> all() {
        Map<Integer, PivObject> all = new HashMap<>();
        PivObject[] single = {
            CHUID,
            CARD_CAPABILITY_CONTAINER,
            DISCOVERY,
            BIOMETRIC_INFORMATION,
            SECURITY_OBJECT,
            KEY_HISTORY,
            SECURE_MESSAGING_SIGNER,
            FINGERPRINTS,
            FACIAL_IMAGE,
            PRINTED_INFORMATION,
            IRIS,
            PAIRING_CODE
        };
        Arrays.stream(single).forEach(object -> all.put(object.tag, object));
        KeyReference.asymmetric().forEach(key -> all.put(key.certificateTag(), free(key.certificateTag())));
        IntStream.rangeClosed(FIRST_YUBICO, LAST_YUBICO).forEach(tag -> all.put(tag, free(tag)));
        return Map.copyOf(all);
    }

    private static PivObject free(int tag) {
        return new PivObject(tag, false, true);
    }

    private static PivObject afterPin(int tag) {
        return new PivObject(tag, true, true);
    }

    public static Optional<PivObject> find(int tag) {
        return Optional.ofNullable(ALL.get(tag));
    }

    public static Iterable<PivObject> values() {
        return ALL.values();
    }

    public ObjectId id() {
        return new ObjectId(Piv.NAME, tag);
    }
}
