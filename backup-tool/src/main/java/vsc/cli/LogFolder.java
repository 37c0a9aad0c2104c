// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;

/** Where background processes leave what they have to say. */
final class LogFolder {
    private LogFolder() {}

    /** {@code $XDG_STATE_HOME/vsc}, or what the XDG base directory specification puts in its place. */
    static Path standard() {
        String state = System.getenv("XDG_STATE_HOME");
        return state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state", "vsc")
                : Path.of(state, "vsc");
    }
}
