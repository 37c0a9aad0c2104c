// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.Map;
import vsc.iso.Aid;
import vsc.iso.Bytes;

/**
 * What {@link VscFile#create} has to know of a card before its contents.
 *
 * @param label the owner's name for it, 1 to 64 characters
 * @param profile name of the set of applications and quirks it was made with
 * @param lifecycle {@code ACTIVE} or {@code TEST}
 * @param applications what can be selected on it, at most 64
 * @param attributes what else can be known of it without a password, such as {@code atr} and {@code serial}
 * @param pinRules at most 64
 */
public record NewCard(
        String label,
        String profile,
        Lifecycle lifecycle,
        List<Aid> applications,
        Map<String, Bytes> attributes,
        List<PinRule> pinRules) {
    private static final int MAX_LABEL = 64;

    public NewCard {
        requireLabel(label);
        Names.require(profile);
        attributes.keySet().forEach(Names::require);
        if (lifecycle != Lifecycle.ACTIVE && lifecycle != Lifecycle.TEST) {
            throw new IllegalArgumentException("a new card is active or a test card");
        }
        if (Math.max(applications.size(), Math.max(attributes.size(), pinRules.size())) > Header.MAX_ENTRIES) {
            throw new IllegalArgumentException("too many entries for a header");
        }
        applications = List.copyOf(applications);
        attributes = Map.copyOf(attributes);
        pinRules = List.copyOf(pinRules);
    }

    static void requireLabel(String label) {
        if (label.isEmpty() || label.length() > MAX_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a label has 1 to 64 printable characters");
        }
    }
}
