// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.List;
import java.util.Locale;
import vsc.file.Header;
import vsc.file.Lifecycle;
import vsc.file.Slot;
import vsc.file.SlotDescription;

/** What can be known of a card without its password. */
public record CardInfo(Header header) {
    public String label() {
        return header.label();
    }

    /** The unique identifier, 32 hexadecimal digits. */
    public String id() {
        return header.cardId().toString();
    }

    public String profile() {
        return header.profile();
    }

    /** {@code active}, {@code test} and the like. */
    public String state() {
        return header.lifecycle().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has no password and the secrets that everybody knows. */
    public boolean testCard() {
        return header.lifecycle() == Lifecycle.TEST;
    }

    /** Whether activating it takes a password, or whatever else there is in its place. */
    public boolean hasPassword() {
        return header.slots().stream().noneMatch(slot -> slot.kind() == Slot.OPEN);
    }

    /** The ways to activate it. */
    public List<SlotDescription> slots() {
        return header.describeSlots();
    }
}
