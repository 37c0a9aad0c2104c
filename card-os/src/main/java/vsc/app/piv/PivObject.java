// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vsc.model.ObjectId;

/**
 * A PIV data object and who may read it (SP 800-73-4 part 1, table 3). All of them are written after authentication with
 * the card management key.
 *
 * @param tag BER-TLV tag of the container
 * @param name as it is typed
 * @param container the container identifier (table 2), by which the security object knows it; 0 if the object has none
 * @param pinToRead whether the PIN has to be verified before GET DATA
 * @param wrapped whether the value travels inside a data object 53, as all but two do
 */
public record PivObject(int tag, String name, int container, boolean pinToRead, boolean wrapped) {
    public static final PivObject CHUID = free(0x5FC102, "chuid", 0x3000);
    public static final PivObject CARD_CAPABILITY_CONTAINER = free(0x5FC107, "ccc", 0xDB00);
    public static final PivObject DISCOVERY = new PivObject(0x7E, "discovery", 0x6050, false, false);
    public static final PivObject BIOMETRIC_INFORMATION =
            new PivObject(0x7F61, "biometric-group", 0x1016, false, false);
    public static final PivObject SECURITY_OBJECT = free(0x5FC106, "security", 0x9000);
    public static final PivObject KEY_HISTORY = free(0x5FC10C, "key-history", 0x6060);
    public static final PivObject SECURE_MESSAGING_SIGNER = free(0x5FC122, "sm-signer", 0x1017);
    public static final PivObject FINGERPRINTS = afterPin(0x5FC103, "fingerprints", 0x6010);
    public static final PivObject FACIAL_IMAGE = afterPin(0x5FC108, "face", 0x6030);
    public static final PivObject PRINTED_INFORMATION = afterPin(0x5FC109, "printed", 0x3001);
    public static final PivObject IRIS = afterPin(0x5FC121, "iris", 0x1015);
    public static final PivObject PAIRING_CODE = afterPin(0x5FC123, "pairing-code", 0x1018);

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
        KeyReference.asymmetric()
                .forEach(key -> all.put(key.certificateTag(), free(key.certificateTag(), "cert-" + key, 0)));
        IntStream.rangeClosed(FIRST_YUBICO, LAST_YUBICO)
                .forEach(tag -> all.put(tag, free(tag, Integer.toHexString(tag), 0)));
        return Map.copyOf(all);
    }

    private static PivObject free(int tag, String name, int container) {
        return new PivObject(tag, name, container, false, true);
    }

    private static PivObject afterPin(int tag, String name, int container) {
        return new PivObject(tag, name, container, true, true);
    }

    public static Optional<PivObject> find(int tag) {
        return Optional.ofNullable(ALL.get(tag));
    }

    /** By its name, or by its tag in hexadecimal digits. */
    public static Optional<PivObject> named(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return values().stream()
                .filter(object -> object.name.equals(wanted)
                        || Integer.toHexString(object.tag).equals(wanted))
                .findFirst();
    }

    /** All of them, in the order of their tags. */
    public static List<PivObject> values() {
        return ALL.values().stream()
                .sorted(Comparator.comparingInt(PivObject::tag))
                .toList();
    }

    public ObjectId id() {
        return new ObjectId(Piv.NAME, tag);
    }
}
