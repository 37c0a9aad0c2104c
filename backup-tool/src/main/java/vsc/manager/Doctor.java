// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.ArrayList;
import java.util.List;
import vsc.vpcd.VirtualReader;

/** Looks at everything a card in a reader needs, and says what is wrong and what mends it. */
public final class Doctor {
    /** How a thing is. */
    public enum State {
        GOOD,
        /** Works, but somebody should know. */
        WARNING,
        FAULT
    }

    /**
     * One thing that was looked at.
     *
     * @param cure empty where nothing has to be done
     */
    public record Finding(State state, String subject, String sentence, String cure) {
        static Finding good(String subject, String sentence) {
            return new Finding(State.GOOD, subject, sentence, "");
        }

        static Finding warning(String subject, String sentence, String cure) {
            return new Finding(State.WARNING, subject, sentence, cure);
        }

        static Finding fault(String subject, String sentence, String cure) {
            return new Finding(State.FAULT, subject, sentence, cure);
        }
    }

    private final Shelf shelf;
    private final VirtualReader reader;

    /**
     * @param reader whose slots are looked at
     */
    public Doctor(Shelf shelf, VirtualReader reader) {
        this.shelf = shelf;
        this.reader = reader;
    }

    /** A Java that is too old is found by the launcher: nothing of ours would run on it. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.good("java", "Java %s at %s.".formatted(Runtime.version(), System.getProperty("java.home"))));
        // In this order: asking the service wakes one that sleeps.
        findings.addAll(new ServiceCheck().examine());
        findings.addAll(new SlotCheck(reader.ports(), ListeningPorts.read()).examine());
        findings.addAll(new RightsCheck(shelf).examine());
        return findings;
    }
}
