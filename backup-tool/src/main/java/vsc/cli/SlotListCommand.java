// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.card.VirtualCards;
import vsc.crypto.KdfParameters;
import vsc.file.SlotDescription;

/** {@code vsc slot list}. */
@Command(name = "list", description = "List what the card is opened with, and what a guess at its passwords costs.")
final class SlotListCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    SlotListCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<SlotDescription> slots = VirtualCards.inspect(card(card)).slots();
        StringBuilder text = new StringBuilder();
        slots.forEach(slot -> text.append("%s%s%s%n"
                .formatted(
                        slot,
                        slot.cost().map(cost -> ", " + cost(cost)).orElse(""),
                        slot.recovery() ? ", for recovery" : "")));
        terminal().result(verb(), slots.stream().map(SlotListCommand::data).toList(), text.toString());
        return 0;
    }

    private static String cost(KdfParameters cost) {
        return "Argon2id %d MiB, %d passes, %d lanes".formatted(cost.memoryKiB() >> 10, cost.passes(), cost.lanes());
    }

    private static Map<String, Object> data(SlotDescription slot) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", slot.number());
        data.put("kind", slot.kind());
        data.put("detail", slot.detail());
        data.put("password", slot.password());
        data.put("recovery", slot.recovery());
        slot.cost().ifPresent(cost -> {
            data.put("memoryKiB", cost.memoryKiB());
            data.put("passes", cost.passes());
            data.put("lanes", cost.lanes());
        });
        return data;
    }
}
