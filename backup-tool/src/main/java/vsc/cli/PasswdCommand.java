// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.crypto.Secret;
import vsc.manager.ChangePassword;
import vsc.manager.SecretName;

/** {@code vsc passwd}. */
@Command(name = "passwd", description = "Change the activation password. Copies made before keep the old one.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.NEW_PASSWORD})
final class PasswdCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--allow-weak", description = "Take an activation password that is easily guessed.")
    private boolean allowWeak;

    PasswdCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Optional<Secret> generated = ChangePassword.change(card(card), secrets(), allowWeak);
        Map<String, Object> data = new LinkedHashMap<>();
        String sentence = "Changed the activation password.%n".formatted();
        if (generated.isEmpty()) {
            terminal().done(verb(), data, sentence);
            return 0;
        }
        try (Secret shown = generated.get()) {
            String text = new String(shown.expose(), StandardCharsets.UTF_8);
            data.put("generated", Map.of(SecretName.PASSWORD.option(), text));
            terminal()
                    .result(verb(), data, sentence + "Write it down now; it is not shown again: %s%n".formatted(text));
        }
        return 0;
    }
}
