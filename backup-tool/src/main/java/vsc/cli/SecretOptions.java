// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import vsc.crypto.Secret;
import vsc.file.Presented;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * {@code --NAME-file}, {@code --NAME-fd} and {@code --NAME-stdin}: a secret is never a value on the command line. Verbs that
 * open a card have those of {@link PresentedOptions} besides.
 */
final class SecretOptions implements SecretSource {
    private final CommandSpec spec;
    private final Prompter prompter;
    private final Map<SecretName, Secret> fromStdin = new EnumMap<>(SecretName.class);
    private boolean stdinRead;

    /** What {@code spec} was given. */
    SecretOptions(CommandSpec spec, Prompter prompter) {
        this.spec = spec;
        this.prompter = prompter;
    }

    /** Adds the options to every verb below {@code line} that wants secrets. */
    static void addTo(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        NeedsSecrets needs = spec.userObject().getClass().getAnnotation(NeedsSecrets.class);
        if (needs != null) {
            List<SecretName> names = List.of(needs.value());
            names.forEach(name -> add(spec, name, false));
            if (names.contains(SecretName.PASSWORD)) {
                PresentedOptions.addTo(spec);
                if (!names.contains(SecretName.PASSPHRASE)) {
                    add(spec, SecretName.PASSPHRASE, true);
                }
            }
        }
        // An alias is a second entry for the same verb.
        line.getSubcommands().values().stream().distinct().forEach(SecretOptions::addTo);
    }

    private static void add(CommandSpec spec, SecretName name, boolean hidden) {
        spec.addOption(option(name, "file", "FILE", "the first line of a file", String.class, hidden));
        spec.addOption(option(name, "fd", "N", "an open file descriptor", Integer.class, hidden));
        spec.addOption(option(name, "stdin", "", "a line of standard input", Boolean.class, hidden));
    }

    private static OptionSpec option(
            SecretName name, String from, String label, String where, Class<?> type, boolean hidden) {
        return OptionSpec.builder("--" + name.option() + "-" + from)
                .paramLabel(label)
                .type(type)
                .arity(type == Boolean.class ? "0" : "1")
                .hidden(hidden)
                .description("%s: %s.".formatted(name.prompt(), where))
                .build();
    }

    private <T> @Nullable T value(SecretName name, String from, Class<T> type) {
        OptionSpec option = spec.findOption("--" + name.option() + "-" + from);
        Object value = option == null ? null : option.getValue();
        return type.isInstance(value) ? type.cast(value) : null;
    }

    @Override
    public Optional<Secret> given(SecretName name) throws VscException {
        String file = value(name, "file", String.class);
        Integer descriptor = value(name, "fd", Integer.class);
        if (file != null) {
            return Optional.of(SecretReader.firstLine(file));
        }
        if (descriptor != null) {
            return Optional.of(SecretReader.firstLine(descriptor.intValue()));
        }
        return fromStdin(name) ? Optional.of(stdinLine(name)) : Optional.empty();
    }

    private boolean fromStdin(SecretName name) {
        return Boolean.TRUE.equals(value(name, "stdin", Boolean.class));
    }

    /** All that come from standard input are read at once, so that their order does not depend on who asks first. */
    private Secret stdinLine(SecretName name) throws VscException {
        if (!stdinRead) {
            stdinRead = true;
            for (SecretName each : SecretName.values()) {
                if (fromStdin(each)) {
                    fromStdin.put(each, SecretReader.standardInputLine());
                }
            }
        }
        Secret secret = fromStdin.get(name);
        if (secret == null) {
            throw new VscException(Failure.SECRET_NEEDED, "Standard input has no line for the " + name.option() + ".");
        }
        return secret.copy();
    }

    @Override
    public Presented presented() throws VscException {
        return PresentedOptions.of(spec).read(this);
    }

    @Override
    public boolean acceptsOlder() {
        return PresentedOptions.of(spec).acceptOlder();
    }

    @Override
    public Secret get(SecretName name, String of) throws VscException {
        Optional<Secret> given = given(name);
        return given.isPresent() ? given.get() : prompter.ask(name, of);
    }

    @Override
    public Optional<Secret> chooseNew(SecretName name, String of) throws VscException {
        Optional<Secret> given = given(name);
        return given.isPresent() ? given : prompter.choose(name, of);
    }

    @Override
    public Secret chooseOwn(SecretName name, String of) throws VscException {
        Optional<Secret> given = given(name);
        return given.isPresent() ? given.get() : prompter.chooseOwn(name, of);
    }
}
