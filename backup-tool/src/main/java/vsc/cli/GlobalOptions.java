// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import vsc.manager.Shelf;

/** The options that may stand before the verb or behind it, and the terminal they are about. */
final class GlobalOptions {
    private final Terminal terminal;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Write one JSON object to standard output.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No remarks on standard error, errors only.")
    private boolean quiet;

    @Option(names = "--batch", scope = ScopeType.INHERIT, description = "Never ask; fail where a secret was not given.")
    private boolean batch;

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The shelf of cards; otherwise $XDG_DATA_HOME/vsc.")
    private @Nullable Path home;

    GlobalOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Between parsing and the verb, so that an early failure is already told in the form that was asked for. */
    void configureTerminal() {
        terminal.configure(json, quiet);
    }

    Terminal terminal() {
        return terminal;
    }

    boolean batch() {
        return batch;
    }

    Shelf shelf() {
        return home == null ? Shelf.standard() : new Shelf(home);
    }
}
