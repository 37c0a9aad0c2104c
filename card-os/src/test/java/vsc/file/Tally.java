// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a long test has tried, and what went wrong. */
final class Tally {
    /** Of each kind; after a hundred there is nothing more to learn. */
    private static final int MAX_VIOLATIONS = 100;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    void count(String what) {
        count(what, 1);
    }

    synchronized void count(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    synchronized long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /**
     * @param where what to do to see it again
     * @param what is wrong unless {@code condition} holds
     */
    boolean check(boolean condition, Supplier<String> where, String what) {
        if (!condition) {
            violation(where.get() + ": " + what);
        }
        return condition;
    }

    synchronized void violation(String words) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(words);
        }
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Whether so much has gone wrong that nobody needs more. */
    synchronized boolean isFull() {
        return violations.size() >= MAX_VIOLATIONS;
    }
}
