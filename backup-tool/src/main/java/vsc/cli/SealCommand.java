// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.file.RekeyPlan;
import vsc.manager.CardLifecycle;
import vsc.manager.SecretName;
import vsc.model.VscException;

/** {@code vsc seal}. */
@Command(
        name = "seal",
        description = {
            "Put a card into the safe: it gets new keys, and opens with what was made for recovery",
            "only. Recovery shares have to be presented; a certificate for recovery has not.",
            "Old copies still open with their old passwords, but tell nothing of what comes later.",
            "vsc recovery combine gives the card a password again."
        })
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.PUK})
final class SealCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log of the card.")
    private String reason = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Drop all passwords and the like without asking.")
    private boolean yes;

    private List<String> dropped = List.of();

    SealCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        CardLifecycle.Sealed sealed = new CardLifecycle(card(card), secrets()).seal(reason, this::confirm);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", "sealed");
        data.put("dropped", dropped);
        data.put("notRecoverable", List.copyOf(sealed.unprotected()));
        data.put("ejected", sealed.ejected());
        StringBuilder text = new StringBuilder("The card is sealed.%n".formatted());
        dropped.forEach(slot -> text.append("Dropped: %s.%n".formatted(slot)));
        if (!sealed.unprotected().isEmpty()) {
            text.append("NOT recoverable without its PIN: what is protected by %s.%n"
                    .formatted(String.join(", ", sealed.unprotected())));
        }
        if (sealed.ejected()) {
            text.append("It was taken out of its reader.%n".formatted());
        }
        terminal().done(verb(), data, text.toString());
        return 0;
    }

    private void confirm(RekeyPlan plan) throws VscException {
        dropped = RecoveryText.names(plan.dropped());
        if (!yes) {
            RecoveryText.confirm(dropped, prompter());
        }
    }
}
