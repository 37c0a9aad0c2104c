// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.crypto.Secret;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** Asks for secrets on the terminal. */
final class Prompter {
    private static final int ATTEMPTS = 3;
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final @Nullable Console console;
    private final Optional<AskPass> askpass;

    Prompter(boolean batch) {
        this.console = batch ? null : System.console();
        this.askpass = batch ? Optional.empty() : AskPass.ofDesktop();
    }

    /** A line that may be seen, or nothing where nobody can be asked. */
    Optional<String> line(String prompt) {
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", prompt));
    }

    Secret ask(SecretName name, String of) throws VscException {
        String prompt = name.prompt() + " of " + of + ": ";
        if (console == null && askpass.isPresent()) {
            return askpass.get().ask(prompt);
        }
        return read(terminal(name), prompt);
    }

    /** Asked for twice; empty means: make one for me. */
    Optional<Secret> choose(SecretName name, String of) throws VscException {
        Secret chosen = chooseTwice(name, "%s of %s (Enter to have one generated): ".formatted(name.prompt(), of));
        return chosen.length() == 0 ? Optional.empty() : Optional.of(chosen);
    }

    /** Asked for twice. */
    Secret chooseOwn(SecretName name, String of) throws VscException {
        return chooseTwice(name, "%s of %s: ".formatted(name.prompt(), of));
    }

    private Secret chooseTwice(SecretName name, String prompt) throws VscException {
        Console terminal = terminal(name);
        for (int i = 0; i < ATTEMPTS; i++) {
            Secret first = read(terminal, prompt);
            if (first.length() == 0) {
                return first;
            }
            try (Secret second = read(terminal, "The same again: ")) {
                if (first.matches(second)) {
                    return first;
                }
            }
            first.close();
            terminal.printf("They differ.%n");
        }
        throw new VscException(Failure.SECRET_NEEDED, "Nothing was chosen as " + name.option() + ".");
    }

    private Console terminal(SecretName name) throws VscException {
        if (console == null) {
            throw new VscException(
                    Failure.SECRET_NEEDED,
                    "The %1$s is needed: give it with --%1$s-file, --%1$s-fd or --%1$s-stdin."
                            .formatted(name.option()));
        }
        return console;
    }

    private static Secret read(Console terminal, String prompt) throws VscException {
        char[] typed = terminal.readPassword("%s", prompt);
        if (typed == null) {
            throw new VscException(Failure.SECRET_NEEDED, "Nothing was typed.");
        }
        ByteBuffer encoded = ByteBuffer.allocate(typed.length * MAX_BYTES_PER_CHAR);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), encoded, true);
        byte[] value = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(typed, '\0');
        Arrays.fill(encoded.array(), (byte) 0);
        return Secret.adopt(value);
    }
}
