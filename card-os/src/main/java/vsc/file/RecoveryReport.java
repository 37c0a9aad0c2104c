// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a new slot for recovery can do.
 *
 * @param slot its number
 * @param shares empty if it is none that opens by shares; to be closed
 * @param protectedGuards the guards that it opens, so that what their PINs protect is not lost with them
 * @param unprotectedGuards those that it does not open, because none of their PINs was given
 * @param dropped older slots for recovery, which opened those guards no longer
 */
public record RecoveryReport(
        int slot,
        List<RecoveryShare> shares,
        SortedSet<String> protectedGuards,
        SortedSet<String> unprotectedGuards,
        List<SlotDescription> dropped) {

    static RecoveryReport of(PasswordArea area, int slot, List<SlotDescription> dropped) {
        SortedSet<String> sealed = new TreeSet<>();
        SortedSet<String> others = new TreeSet<>();
        area.guards().forEach((name, guard) -> (guard.recovery().isPresent() ? sealed : others).add(name));
        return new RecoveryReport(slot, List.of(), sealed, others, dropped);
    }

    RecoveryReport with(List<RecoveryShare> made) {
        return new RecoveryReport(slot, made, protectedGuards, unprotectedGuards, dropped);
    }
}
