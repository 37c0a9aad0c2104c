// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vsc.manager.CardAddress;
import vsc.manager.SecretSource;
import vsc.manager.Shelf;
import vsc.model.VscException;

/** What every verb has: the options that are the same everywhere, and the way to cards and secrets. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class VscCommand implements Callable<Integer> {
    final Terminal terminal;

    @Option(names = "--json", description = "Write one JSON object to standard output.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No remarks on standard error, errors only.")
    private boolean quiet;

    @Option(names = "--batch", description = "Never ask; fail where a secret was not given.")
    private boolean batch;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The shelf of cards; otherwise $XDG_DATA_HOME/vsc.")
    private @Nullable Path home;

    @Spec
    private @Nullable CommandSpec spec;

    VscCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        terminal.configure(json, quiet);
        return run();
    }

    /** The verb itself. */
    abstract int run() throws Exception;

    Shelf shelf() {
        return home == null ? Shelf.standard() : new Shelf(home);
    }

    Path card(String address) throws VscException {
        return CardAddress.resolve(address, shelf());
    }

    SecretSource secrets() {
        return SecretOptions.source(Objects.requireNonNull(spec), batch);
    }

    /** The verb as it was typed, such as {@code key import}. */
    String verb() {
        return Objects.requireNonNull(spec).qualifiedName(" ").replaceFirst("^vsc ", "");
    }
}
