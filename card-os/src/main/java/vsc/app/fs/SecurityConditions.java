// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * Access rules in compact and expanded form (7816-4, 9.3.3 and 9.3.4). What asks for secure messaging is never fulfilled
 * here. A security environment that a rule names says which PIN or key it means; where it is not stored, that is the PIN or
 * key of the same number.
 *
 * @param df whose security environments are meant
 */
record SecurityConditions(FileTree tree, FileNode df) {
    private static final int NEVER = 0xFF;
    private static final int ALL = 0x80;
    private static final int SECURE_MESSAGING = 0x40;
    private static final int EXTERNAL_AUTHENTICATION = 0x20;
    private static final int USER_AUTHENTICATION = 0x10;
    private static final int ENVIRONMENT = 0x0F;

    private static final int PROPRIETARY_MODES = 0x80;
    private static final int MODE = 0x80;
    private static final int FIRST_COMMAND = 0x81;
    private static final int LAST_COMMAND = 0x8F;
    private static final int BY_INSTRUCTION = 0x84;
    private static final int ALWAYS_OBJECT = 0x90;
    private static final int NEVER_OBJECT = 0x97;
    private static final int CONDITION_BYTE = 0x9E;
    private static final int OR = 0xA0;
    private static final int AUTHENTICATION = 0xA4;
    private static final int NOT = 0xA7;
    private static final int AND = 0xAF;

    /** An access mode byte, then a security condition byte for each of its bits, from the left. */
    Optional<AccessCondition> compact(Bytes rule, Operation operation) {
        CardError.unless(!rule.isEmpty(), StatusWord.WRONG_DATA);
        int modes = rule.at(0);
        CardError.unless((modes & PROPRIETARY_MODES) == 0, StatusWord.WRONG_DATA);
        CardError.unless(rule.length() == 1 + Integer.bitCount(modes), StatusWord.WRONG_DATA);
        if ((modes & operation.mode()) == 0) {
            return Optional.empty();
        }
        int before = Integer.bitCount(modes & ~(2 * operation.mode() - 1));
        return Optional.of(condition(rule.at(1 + before)));
    }

    private AccessCondition condition(int value) {
        if (value == NEVER) {
            return AccessCondition.Fixed.NEVER;
        }
        if (value == 0) {
            return AccessCondition.Fixed.ALWAYS;
        }
        int environment = value & ENVIRONMENT;
        CardError.unless(environment != ENVIRONMENT, StatusWord.WRONG_DATA);
        List<AccessCondition> conditions = new ArrayList<>();
        if ((value & SECURE_MESSAGING) != 0) {
            conditions.add(AccessCondition.Fixed.NEVER);
        }
        if ((value & EXTERNAL_AUTHENTICATION) != 0) {
            conditions.add(new AccessCondition.Key(reference(environment, false)));
        }
        if ((value & USER_AUTHENTICATION) != 0) {
            conditions.add(new AccessCondition.Pin(reference(environment, true)));
        }
        CardError.unless(!conditions.isEmpty(), StatusWord.WRONG_DATA);
        return (value & ALL) != 0 ? new AccessCondition.All(conditions) : new AccessCondition.Any(conditions);
    }

    private int reference(int environment, boolean user) {
        return SecurityEnvironment.find(tree, df, environment)
                .flatMap(found -> found.find(AUTHENTICATION))
                .filter(template -> template.isForUser() == user)
                .flatMap(ControlReference::reference)
                .orElse(environment);
    }

    /** Access mode data objects, each followed by security condition data objects of which one has to be fulfilled. */
    Optional<AccessCondition> expanded(Bytes rules, Operation operation) {
        List<AccessCondition> alternatives = new ArrayList<>();
        boolean named = false;
        boolean meant = false;
        boolean afterMode = false;
        for (Tlv object : Tlv.parseAll(rules)) {
            boolean mode = object.tag() == MODE || object.tag() >= FIRST_COMMAND && object.tag() <= LAST_COMMAND;
            if (mode) {
                meant = afterMode && meant || isMeant(object, operation);
                named |= meant;
            } else {
                AccessCondition condition = condition(object);
                if (meant) {
                    alternatives.add(condition);
                }
            }
            afterMode = mode;
        }
        return named
                ? Optional.of(new AccessCondition.Any(alternatives)).map(SecurityConditions::simplest)
                : Optional.empty();
    }

    private static AccessCondition simplest(AccessCondition.Any any) {
        return any.conditions().size() == 1 ? any.conditions().get(0) : any;
    }

    private static boolean isMeant(Tlv mode, Operation operation) {
        Bytes value = mode.value();
        if (mode.tag() == MODE) {
            CardError.unless(value.length() == 1, StatusWord.WRONG_DATA);
            return (value.at(0) & PROPRIETARY_MODES) == 0 && (value.at(0) & operation.mode()) != 0;
        }
        boolean found = false;
        for (int i = 0; mode.tag() == BY_INSTRUCTION && i < value.length(); i++) {
            found |= operation.isCarriedOutBy(value.at(i));
        }
        return found;
    }

    private AccessCondition condition(Tlv object) {
        return switch (object.tag()) {
            case ALWAYS_OBJECT -> AccessCondition.Fixed.ALWAYS;
            case NEVER_OBJECT -> AccessCondition.Fixed.NEVER;
            case CONDITION_BYTE -> {
                CardError.unless(object.value().length() == 1, StatusWord.WRONG_DATA);
                yield condition(object.value().at(0));
            }
            case AUTHENTICATION -> authentication(new ControlReference(0, object.children()));
            case AND -> new AccessCondition.All(conditions(object));
            case OR -> new AccessCondition.Any(conditions(object));
            case NOT -> {
                List<AccessCondition> one = conditions(object);
                CardError.unless(one.size() == 1, StatusWord.WRONG_DATA);
                yield new AccessCondition.Not(one.get(0));
            }
            default -> AccessCondition.Fixed.NEVER;
        };
    }

    private List<AccessCondition> conditions(Tlv template) {
        return template.children().stream().map(this::condition).toList();
    }

    private static AccessCondition authentication(ControlReference template) {
        int reference = template.reference().orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        return template.isForUser() ? new AccessCondition.Pin(reference) : new AccessCondition.Key(reference);
    }
}
