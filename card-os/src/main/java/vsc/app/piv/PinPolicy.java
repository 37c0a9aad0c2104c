// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import java.util.Optional;
import vsc.model.ObjectStore;

/** When the PIN is needed to use a key; Yubico's values of tag AA. */
public enum PinPolicy {
    NEVER(1),
    ONCE(2),
    /** VERIFY has to be the command immediately before. */
    ALWAYS(3);

    private final int value;

    PinPolicy(int value) {
        this.value = value;
    }

    int value() {
        return value;
    }

    static Optional<PinPolicy> find(int value) {
        return Arrays.stream(values()).filter(policy -> policy.value == value).findFirst();
    }

    String guard() {
        return this == NEVER ? ObjectStore.OPEN_GUARD : Piv.PIN_GUARD;
    }
}
