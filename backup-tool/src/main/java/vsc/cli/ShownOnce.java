// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import vsc.crypto.Secret;
import vsc.manager.SecretName;

/** Secrets that were generated to be read by a person: the one moment at which they are text. */
record ShownOnce(Map<String, String> texts) {
    /**
     * @param generated closed here
     */
    static ShownOnce of(Map<SecretName, Secret> generated) {
        Map<String, String> texts = new LinkedHashMap<>();
        generated.forEach((name, secret) -> {
            try (secret) {
                texts.put(name.option(), new String(secret.expose(), StandardCharsets.UTF_8));
            }
        });
        return new ShownOnce(texts);
    }

    /** Tells that something was done, and the secrets if there are any, which {@code --quiet} does not suppress. */
    void report(Terminal terminal, String verb, Map<String, Object> data, String sentence) {
        if (texts.isEmpty()) {
            terminal.done(verb, data, sentence);
            return;
        }
        Map<String, Object> withSecrets = new LinkedHashMap<>(data);
        withSecrets.put("generated", texts);
        StringBuilder text = new StringBuilder(sentence);
        text.append("Write down now what is not shown again:%n".formatted());
        texts.forEach((name, value) -> text.append("  %-15s %s%n".formatted(name, value)));
        terminal.result(verb, withSecrets, text.toString());
    }
}
