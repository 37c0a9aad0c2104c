// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vsc.file.HostWitness;
import vsc.manager.CardAddress;
import vsc.manager.CardPlace;
import vsc.manager.HostState;
import vsc.manager.SecretSource;
import vsc.manager.Shelf;
import vsc.model.VscException;

/** What every verb has: the way to the terminal, to cards and to secrets. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class VscCommand implements Callable<Integer> {
    private final GlobalOptions options;

    @Spec
    private @Nullable CommandSpec spec;

    VscCommand(GlobalOptions options) {
        this.options = options;
    }

    Terminal terminal() {
        return options.terminal();
    }

    Shelf shelf() {
        return options.shelf();
    }

    /** For verbs that take cards in readers, too. */
    CardPlace place(String address) throws VscException {
        return CardAddress.place(address, shelf());
    }

    Path card(String address) throws VscException {
        return CardAddress.resolve(address, shelf());
    }

    /** For what may be too damaged to be found as a card: the path of a file will do. */
    Path fileOrCard(String address) throws VscException {
        Path file = Path.of(address);
        return Files.isRegularFile(file) ? file : card(address);
    }

    /** To be called once: what comes from standard input can be read once only. */
    SecretSource secrets() {
        return new SecretOptions(spec(), prompter());
    }

    Prompter prompter() {
        return new Prompter(options.batch());
    }

    /** How a card that stays in a reader is activated; to be called once, as {@link #secrets}. */
    ActivationProcess activation() {
        return new ActivationProcess(secrets(), PresentedOptions.of(spec()), options.batch(), witness());
    }

    /** What this computer remembers of its cards. */
    Optional<HostWitness> witness() {
        return HostState.witness(PresentedOptions.of(spec()).acceptOlder());
    }

    /** The verb as it was typed, such as {@code key import}. */
    String verb() {
        return spec().qualifiedName(" ").replaceFirst("^vsc ", "");
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
