// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.HashSet;
import java.util.Set;

/** What a trace knows of the card as a whole. */
final class CardState {
    private static final String MANAGEMENT_KEY = "management-key";

    private final SecretNames names = new SecretNames();
    private final Set<Integer> randomKeys = new HashSet<>();
    private String managementKey = names.next(MANAGEMENT_KEY);
    private boolean serialIsRandom;

    SecretNames names() {
        return names;
    }

    /** The name of the key that authenticates now. */
    String managementKey() {
        return managementKey;
    }

    void managementKey(String name) {
        managementKey = name;
    }

    /**
     * @param reference of a key that was made during the trace, so that a replay makes another one
     */
    void generated(int reference) {
        randomKeys.add(reference);
    }

    void imported(int reference) {
        randomKeys.remove(reference);
    }

    boolean isRandom(int reference) {
        return randomKeys.contains(reference);
    }

    boolean serialIsRandom() {
        return serialIsRandom;
    }

    /** The application has no keys, a new serial number, and the well-known secrets. */
    void applicationReset() {
        randomKeys.clear();
        serialIsRandom = true;
        managementKey = Values.WELL_KNOWN_KEY;
    }
}
