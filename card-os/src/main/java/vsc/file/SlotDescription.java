// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import vsc.crypto.KdfParameters;

/**
 * What can be known of a slot without opening it.
 *
 * @param number by which it can be removed
 * @param kind {@code password}, {@code key file} and the like
 * @param detail what it takes, in words; empty where the kind says all
 * @param password whether it takes a password, alone or as well
 * @param cost of that password
 * @param recovery whether it opens what is protected by PINs, too
 */
public record SlotDescription(
        int number, String kind, String detail, boolean password, Optional<KdfParameters> cost, boolean recovery) {

    static SlotDescription unknown(Slot slot) {
        return new SlotDescription(slot.number(), "kind " + slot.kind(), "", false, Optional.empty(), false);
    }

    /** {@code 2: key file and password}. */
    @Override
    public String toString() {
        return "%d: %s%s%s"
                .formatted(
                        number,
                        kind,
                        password && !kind.equals("password") ? " and password" : "",
                        detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
