// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.util.Arrays;
import java.util.Optional;
import vsc.model.ObjectId;

/** One of the three keys (4.1) and the tags of what belongs to it (4.4.1). */
public enum KeySlot {
    SIGNATURE(1, 0xB6, "sig"),
    DECRYPTION(2, 0xB8, "dec"),
    AUTHENTICATION(3, 0xA4, "aut");

    private final int number;
    private final int controlReference;
    private final String shortName;

    KeySlot(int number, int controlReference, String shortName) {
        this.number = number;
        this.controlReference = controlReference;
        this.shortName = shortName;
    }

    /** Tag of the control reference template that names this key in commands (7.2.14). */
    public int controlReference() {
        return controlReference;
    }

    /** {@code sig}, {@code dec} or {@code aut}. */
    public String shortName() {
        return shortName;
    }

    /** 1 to 3. */
    public int number() {
        return number;
    }

    public ObjectId id() {
        return OpenPgp.id(controlReference);
    }

    public int attributesTag() {
        return 0xC0 + number();
    }

    public int fingerprintTag() {
        return 0xC6 + number();
    }

    public int caFingerprintTag() {
        return 0xC9 + number();
    }

    public int dateTag() {
        return 0xCD + number();
    }

    public int userInteractionTag() {
        return 0xD5 + number();
    }

    static Optional<KeySlot> byControlReference(int tag) {
        return Arrays.stream(values())
                .filter(slot -> slot.controlReference == tag)
                .findFirst();
    }

    static Optional<KeySlot> byAttributesTag(int tag) {
        return Arrays.stream(values())
                .filter(slot -> slot.attributesTag() == tag)
                .findFirst();
    }
}
