// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.iso.Bytes;
import vsc.model.ObjectStore;

/** Where a key comes from (4.4.3.8). */
final class KeyOrigin {
    static final Bytes GENERATED = Bytes.of(1);
    static final Bytes IMPORTED = Bytes.of(2);
    private static final int NO_KEY = 0;

    private KeyOrigin() {}

    /** As it stands in the key information. */
    static int of(ObjectStore store, KeySlot slot) {
        return store.key(slot.id()).map(key -> key.attributes().at(0)).orElse(NO_KEY);
    }
}
