// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vsc.file.Header;
import vsc.file.Lifecycle;
import vsc.file.Slot;
import vsc.file.SlotDescription;
import vsc.iso.Aid;
import vsc.model.Failure;
import vsc.model.VscException;

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

    /** {@code active}, {@code test}, {@code disabled} or {@code sealed}. A card whose time is over is disabled. */
    public String state() {
        boolean over = header.enabledUntil()
                .filter(end -> !Instant.now().isBefore(end))
                .isPresent();
        return (over ? Lifecycle.DISABLED : header.lifecycle()).name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws VscException {@code CARD_DISABLED} if it must not be plugged in
     */
    public void requireEnabled() throws VscException {
        if (header.lifecycle() == Lifecycle.DISABLED) {
            throw new VscException(
                    Failure.CARD_DISABLED, "The card \"%s\" is disabled; `vsc enable` it first.".formatted(label()));
        }
    }

    /** The name of its OpenPGP application, by which hosts know the card again. */
    public Optional<Aid> openPgpName() {
        return header.applications().stream()
                .filter(CardApplication.OPENPGP::isNamedBy)
                .findFirst();
    }

    /** Whether it has no password and the secrets that everybody knows. */
    public boolean testCard() {
        return header.enabledAs() == Lifecycle.TEST;
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
