// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import java.util.Optional;

/** When somebody has to confirm the use of a key; Yubico's values of tag AB. */
public enum TouchPolicy {
    NEVER(1),
    ALWAYS(2),
    CACHED(3);

    private final int value;

    TouchPolicy(int value) {
        this.value = value;
    }

    int value() {
        return value;
    }

    static Optional<TouchPolicy> find(int value) {
        return Arrays.stream(values()).filter(policy -> policy.value == value).findFirst();
    }
}
