// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.model.Failure;

/** The slots that somebody means who has presented something. */
record SlotChoice(List<KeySlot> withoutPassword, List<KeySlot> withPassword) {

    /**
     * @throws Rejected if there are none
     */
    static SlotChoice of(Bytes cardId, List<KeySlot> slots, Presented presented) {
        Rejected.unless(!slots.isEmpty(), Failure.NOT_SUPPORTED, "opens only in ways this version does not know");
        requireShares(cardId, slots, presented.shares());
        List<KeySlot> meant =
                slots.stream().filter(slot -> slot.factor().accepts(presented)).toList();
        if (meant.isEmpty()) {
            throw presented.isNothing()
                    ? new Rejected(Failure.SECRET_NEEDED, "has no password: it opens with " + words(slots))
                    : new Rejected(Failure.WRONG_PASSWORD, "does not open with this " + presented.words(false));
        }
        return new SlotChoice(
                meant.stream().filter(slot -> slot.kdf().isEmpty()).toList(),
                meant.stream().filter(slot -> slot.kdf().isPresent()).toList());
    }

    /** {@code key file or recovery shares (any 3 of 5)}. */
    private static String words(List<KeySlot> slots) {
        return String.join(
                " or ",
                slots.stream()
                        .map(slot -> slot.factor().name()
                                + (slot.factor().detail().isEmpty()
                                        ? ""
                                        : " (" + slot.factor().detail() + ")"))
                        .toList());
    }

    /** Says which share is not of this card, or how many are missing. */
    private static void requireShares(Bytes cardId, List<KeySlot> slots, List<RecoveryShare> shares) {
        for (RecoveryShare share : shares) {
            Rejected.unless(
                    share.card().equals(RecoveryShare.card(cardId)),
                    Failure.WRONG_PASSWORD,
                    "does not open with share %d: it is of another card (%s...)"
                            .formatted(share.index(), share.card()));
            Rejected.unless(
                    splits(slots).anyMatch(split -> split.set() == share.set()),
                    Failure.WRONG_PASSWORD,
                    "does not open with share %d: it is of a split that the card does not know any more"
                            .formatted(share.index()));
        }
        Optional<String> missing =
                splits(slots).flatMap(split -> split.missing(shares).stream()).findFirst();
        if (missing.isPresent()) {
            throw new Rejected(Failure.SECRET_NEEDED, missing.get());
        }
    }

    private static java.util.stream.Stream<SharesFactor> splits(List<KeySlot> slots) {
        return slots.stream()
                .map(KeySlot::factor)
                .filter(SharesFactor.class::isInstance)
                .map(SharesFactor.class::cast);
    }
}
