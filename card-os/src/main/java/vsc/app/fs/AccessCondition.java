// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import java.util.Optional;

/** What has to be fulfilled before something may be done with a file. */
sealed interface AccessCondition {
    boolean isFulfilled(SecurityStatus status);

    /** A PIN without which this is never fulfilled, so that what it protects can be sealed to its guard. */
    default Optional<Integer> pin() {
        return Optional.empty();
    }

    /** What depends on nothing. */
    enum Fixed implements AccessCondition {
        ALWAYS,
        NEVER;

        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return this == ALWAYS;
        }
    }

    record Pin(int number) implements AccessCondition {
        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return status.isVerified(number);
        }

        @Override
        public Optional<Integer> pin() {
            return Optional.of(number);
        }
    }

    /** External authentication with a key. */
    record Key(int reference) implements AccessCondition {
        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return status.isAuthenticated(reference);
        }
    }

    record All(List<AccessCondition> conditions) implements AccessCondition {
        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return conditions.stream().allMatch(each -> each.isFulfilled(status));
        }

        @Override
        public Optional<Integer> pin() {
            return conditions.stream().flatMap(each -> each.pin().stream()).findFirst();
        }
    }

    record Any(List<AccessCondition> conditions) implements AccessCondition {
        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return conditions.stream().anyMatch(each -> each.isFulfilled(status));
        }

        @Override
        public Optional<Integer> pin() {
            return conditions.size() == 1 ? conditions.get(0).pin() : Optional.empty();
        }
    }

    record Not(AccessCondition condition) implements AccessCondition {
        @Override
        public boolean isFulfilled(SecurityStatus status) {
            return !condition.isFulfilled(status);
        }
    }
}
