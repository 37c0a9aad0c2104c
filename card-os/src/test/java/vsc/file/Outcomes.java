// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vsc.model.PinState;

/** What may be in a file whose last order was not acknowledged: the state before, the one after, and those in between. */
final class Outcomes {
    private List<Expected> possible;
    private Consumer<Expected> effect;

    Outcomes(FaultRun.Point point) {
        possible = new ArrayList<>(List.of(point.expected().copy()));
        effect = point.order().effect();
        if (point.order().kind() == CardStep.Kind.VERIFY) {
            Expected tried = point.expected().copy();
            PinState before = tried.pin(Cards.PIN).state();
            tried.withTriesLeft(Cards.PIN, new PinState(before.triesLeft() - 1, before.maxTries()));
            possible.add(tried);
        }
        possible.add(done(point.expected()));
    }

    private Expected done(Expected before) {
        Expected after = before.copy();
        effect.accept(after);
        return after;
    }

    /** The order before is over; whether this one is acknowledged remains to be seen. */
    void next(Consumer<Expected> nextEffect) {
        effect = nextEffect;
        List<Expected> more = new ArrayList<>(possible);
        possible.forEach(each -> more.add(done(each)));
        possible = more;
    }

    /** The order was acknowledged: all that it does is there. */
    void acknowledge() {
        possible = new ArrayList<>(List.of(done(possible.get(0))));
    }

    /** The one that it is. */
    Expected requireOneOf(CardState state, Tally tally, Supplier<String> where) {
        for (Expected each : possible) {
            if (each.isIn(state)) {
                return each;
            }
        }
        tally.violation(where.get() + ": not one of " + possible + " but " + state);
        return possible.get(0);
    }
}
