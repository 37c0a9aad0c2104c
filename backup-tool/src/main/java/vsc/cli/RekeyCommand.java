// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.card.VirtualCards;
import vsc.file.RekeyPlan;
import vsc.manager.Recovery;
import vsc.manager.SecretName;
import vsc.model.VscException;

/** {@code vsc rekey}. */
@Command(
        name = "rekey",
        description = {
            "Give the card new keys, for the day on which a copy or a password got lost.",
            "What was given stays as it opens the card; other passwords, key files and",
            "shares are dropped. Keys in old copies remain what they are: only new card",
            "keys revoke those."
        })
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.PUK})
final class RekeyCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Drop what cannot be kept without asking.")
    private boolean yes;

    private List<String> dropped = List.of();

    RekeyCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        Recovery.Rekeyed rekeyed = new Recovery(file, secrets()).rekey(this::confirm);
        SortedSet<String> old =
                new TreeSet<>(VirtualCards.inspect(file).header().guards());
        old.removeAll(rekeyed.renewed());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("dropped", dropped);
        data.put("renewed", List.copyOf(rekeyed.renewed()));
        data.put("notRenewed", List.copyOf(old));
        data.put("ejected", rekeyed.ejected());
        StringBuilder text = new StringBuilder("The card has new keys.%n".formatted());
        dropped.forEach(slot -> text.append("Dropped: %s.%n".formatted(slot)));
        if (!old.isEmpty()) {
            text.append("Not renewed, because not all of its PINs were given: %s.%n".formatted(String.join(", ", old)));
        }
        if (rekeyed.ejected()) {
            text.append("It was taken out of its reader; insert it again.%n".formatted());
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
