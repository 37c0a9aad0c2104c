// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.KeyType;
import vsc.iso.Bytes;

/** What is signed on a curve. */
final class EcInput {
    private EcInput() {}

    /**
     * Hosts fill a hash up with zeros in front to the length of the field. Where that has more bits than the order of the
     * curve, as for P-521, those zeros must go again: of a longer input only the first bits would count.
     */
    static Bytes of(KeyType type, Bytes hash) {
        boolean filled = type.size() > 64 && hash.length() == type.size();
        int from = 0;
        while (filled && from < hash.length() - 1 && hash.at(from) == 0) {
            from++;
        }
        return hash.from(from);
    }
}
