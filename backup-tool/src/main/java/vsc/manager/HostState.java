// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.Optional;
import vsc.file.HostWitness;

/** What this program keeps on a computer beside the cards themselves. */
public final class HostState {
    private HostState() {}

    /** {@code $XDG_STATE_HOME/vsc}, or what the XDG base directory specification puts in its place. */
    public static Path folder() {
        String state = System.getenv("XDG_STATE_HOME");
        return state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state", "vsc")
                : Path.of(state, "vsc");
    }

    /**
     * What this computer remembers of its cards.
     *
     * @param acceptOlder whether older copies and branches are accepted
     */
    public static Optional<HostWitness> witness(boolean acceptOlder) {
        return Optional.of(new HostWitness(folder(), acceptOlder));
    }
}
