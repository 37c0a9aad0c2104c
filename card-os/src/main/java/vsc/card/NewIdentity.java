// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.List;
import java.util.Optional;
import vsc.iso.Aid;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * Who a new card is to be.
 *
 * @param openPgpName the name of the card that this one takes the place of, with its serial number; empty for one of its own
 */
public record NewIdentity(String label, Profile profile, Optional<Aid> openPgpName) {
    /** A card like no other. */
    public static NewIdentity own(String label, Profile profile) {
        return new NewIdentity(label, profile, Optional.empty());
    }

    /**
     * A card that hosts take for another one.
     *
     * @param name what DO 4F of the other card holds
     * @throws VscException {@code NOT_SUPPORTED} if no application of the profile can have this name
     */
    public static NewIdentity of(String label, Profile profile, Aid name) throws VscException {
        if (!profile.applications().contains(CardApplication.OPENPGP) || !CardApplication.OPENPGP.isNamedBy(name)) {
            throw new VscException(
                    Failure.NOT_SUPPORTED,
                    "A card of profile %s cannot have the name %s.".formatted(profile.fileName(), name));
        }
        return new NewIdentity(label, profile, Optional.of(name));
    }

    /** The names of the applications, in the order of the profile. */
    List<Aid> names() {
        return profile.applications().stream()
                .map(application -> openPgpName.filter(application::isNamedBy).orElseGet(application::aid))
                .toList();
    }
}
