// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;
import vsc.model.PinState;

/** The data objects that the card puts together when they are read (4.4.1). */
final class Templates {
    /** The longest command and response, header and status word included (4.1.3.1). */
    private static final int MAX_APDU = 0x1000;

    /** The longest answer of GET CHALLENGE. */
    static final int MAX_CHALLENGE = 1024;

    /** GET CHALLENGE, key import, PW status changeable, private DOs, algorithm attributes changeable, AES, KDF (4.4.3.7). */
    private static final int CAPABILITIES = 0x7F;

    /** A button confirms, if the user interaction flag is set (4.1.3.2). */
    private static final int BUTTON = 0x20;

    private final ObjectStore store;
    private final Bytes aid;

    Templates(ObjectStore store, Bytes aid) {
        this.store = store;
        this.aid = aid;
    }

    /** The value of a data object that nobody writes. */
    Bytes value(int tag) {
        return switch (tag) {
            case DataObject.AID -> aid;
            case DataObject.HISTORICAL_BYTES -> OpenPgp.historicalBytes(LifeCycle.isTerminated(store));
            case DataObject.CARDHOLDER -> template(DataObject.NAME, DataObject.LANGUAGE, DataObject.SALUTATION);
            case DataObject.APPLICATION ->
                template(
                        DataObject.AID,
                        DataObject.HISTORICAL_BYTES,
                        DataObject.EXTENDED_LENGTH,
                        DataObject.GENERAL_FEATURES,
                        DataObject.DISCRETIONARY);
            case DataObject.DISCRETIONARY ->
                template(0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xCD, 0xD6, 0xD7, 0xD8, 0xDE);
            case DataObject.SECURITY_SUPPORT -> template(DataObject.SIGNATURE_COUNTER);
            case DataObject.EXTENDED_LENGTH ->
                Tlv.encodeAll(List.of(Tlv.of(0x02, Bytes.ofInt(MAX_APDU, 2)), Tlv.of(0x02, Bytes.ofInt(MAX_APDU, 2))));
            case DataObject.GENERAL_FEATURES -> Tlv.of(0x81, Bytes.of(BUTTON)).encode();
            case DataObject.SIGNATURE_COUNTER -> Bytes.ofInt(SignatureCounter.value(store), 3);
            case DataObject.CAPABILITIES -> capabilities();
            case DataObject.PASSWORD_STATUS -> passwordStatus();
            case DataObject.FINGERPRINTS -> each(KeySlot::fingerprintTag);
            case DataObject.CA_FINGERPRINTS -> each(KeySlot::caFingerprintTag);
            case DataObject.DATES -> each(KeySlot::dateTag);
            case DataObject.KEY_INFORMATION -> keyInformation();
            case DataObject.ALGORITHMS -> algorithms();
            default -> stored(tag);
        };
    }

    /** What was written, or what stands there until something is. */
    private Bytes stored(int tag) {
        return store.publicData(OpenPgp.id(tag)).orElseGet(() -> initial(tag));
    }

    private Bytes initial(int tag) {
        if (KeySlot.byAttributesTag(tag).isPresent()) {
            return AlgorithmAttributes.of(store, KeySlot.byAttributesTag(tag).get())
                    .value();
        }
        for (KeySlot slot : KeySlot.values()) {
            if (tag == slot.fingerprintTag() || tag == slot.caFingerprintTag()) {
                return Bytes.adopt(new byte[DataObject.FINGERPRINT_LENGTH]);
            }
            if (tag == slot.dateTag()) {
                return Bytes.adopt(new byte[DataObject.DATE_LENGTH]);
            }
            if (tag == slot.userInteractionTag()) {
                return Bytes.of(0, BUTTON);
            }
        }
        return switch (tag) {
            case DataObject.KDF -> KeyDerivation.NONE;
            // ISO 5218: not announced
            case DataObject.SALUTATION -> Bytes.ascii("9");
            default -> Bytes.EMPTY;
        };
    }

    private Bytes template(int... tags) {
        return Tlv.encodeAll(
                Arrays.stream(tags).mapToObj(tag -> Tlv.of(tag, value(tag))).toList());
    }

    private Bytes each(ToIntFunction<KeySlot> tag) {
        return Bytes.EMPTY.concat(Arrays.stream(KeySlot.values())
                .map(slot -> value(tag.applyAsInt(slot)))
                .toArray(Bytes[]::new));
    }

    /** Flags, no secure messaging, three maximum lengths, no PIN block 2, MSE (4.4.3.7). */
    private static Bytes capabilities() {
        return Bytes.of(CAPABILITIES, 0)
                .concat(
                        Bytes.ofInt(MAX_CHALLENGE, 2),
                        Bytes.ofInt(DataObject.MAX_LENGTH, 2),
                        Bytes.ofInt(DataObject.MAX_LENGTH, 2),
                        Bytes.of(0, 1));
    }

    private Bytes passwordStatus() {
        int max = OpenPgp.MAX_PASSWORD_LENGTH;
        return Bytes.of(
                SignatureCounter.severalPerPassword(store) ? 1 : 0,
                max,
                max,
                max,
                triesLeft(OpenPgp.PW1),
                ResettingCode.triesLeft(store),
                triesLeft(OpenPgp.PW3));
    }

    private int triesLeft(String pin) {
        return store.pin(pin).map(PinState::triesLeft).orElse(0);
    }

    /** Number and status of each key (4.4.3.8). */
    private Bytes keyInformation() {
        return Bytes.EMPTY.concat(Arrays.stream(KeySlot.values())
                .map(slot -> Bytes.of(slot.number(), KeyOrigin.of(store, slot)))
                .toArray(Bytes[]::new));
    }

    private static Bytes algorithms() {
        List<Tlv> all = new ArrayList<>();
        for (KeySlot slot : KeySlot.values()) {
            AlgorithmAttributes.supported(slot).forEach(each -> all.add(Tlv.of(slot.attributesTag(), each.value())));
        }
        return Tlv.encodeAll(all);
    }
}
