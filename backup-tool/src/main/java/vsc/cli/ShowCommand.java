// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.file.Header;
import vsc.file.SlotDescription;
import vsc.iso.Aid;
import vsc.iso.Bytes;

/** {@code vsc show}: the header of a card with all that the patent wants in it. */
@Command(name = "show", aliases = "info", description = "Show what can be known of a card without its password.")
final class ShowCommand extends VscCommand {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    ShowCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        CardInfo info = VirtualCards.inspect(file);
        Map<String, Object> data = describe(info);
        data.put("plugged", LiveState.of(file));
        StringBuilder text = new StringBuilder();
        if (info.testCard()) {
            text.append("TEST CARD: no password, everything on it is as good as public.%n".formatted());
        }
        data.forEach((name, value) -> text.append("%-18s %s%n".formatted(name, value)));
        terminal().result(verb(), data, text.toString());
        return 0;
    }

    private static Map<String, Object> describe(CardInfo info) {
        Header header = info.header();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", info.label());
        data.put("identifier", info.id());
        data.put("state", info.state());
        header.enabledUntil().ifPresent(end -> data.put("enabledUntil", end.toString()));
        data.put("testCard", info.testCard());
        data.put("profile", info.profile());
        data.put("type", "dedicated file (%02X)".formatted(Header.TYPE));
        data.put("structure", "linear, variable-length records (%02X)".formatted(Header.STRUCTURE));
        data.put("length", header.length());
        data.put(
                "accessConditions",
                header.pinRules().stream()
                        .collect(Collectors.toMap(
                                rule -> rule.name(),
                                rule -> rule.minLength() + " to " + rule.maxLength() + " characters",
                                (a, b) -> a,
                                LinkedHashMap::new)));
        data.put("guards", header.guards());
        Map<String, String> attributes = new LinkedHashMap<>();
        header.attributes().forEach((name, value) -> attributes.put(name, readable(value)));
        data.put("attributes", attributes);
        data.put("hierarchy", header.applications().stream().map(Aid::toString).toList());
        Map<String, Integer> areas = new LinkedHashMap<>();
        header.areas().forEach(area -> areas.put(area.area().name().toLowerCase(Locale.ROOT), area.length()));
        data.put("areas", areas);
        data.put("slots", info.slots().stream().map(SlotDescription::toString).toList());
        data.put("created", header.created().toString());
        data.put("modified", header.modified().toString());
        return data;
    }

    /** Text where it is text, hexadecimal otherwise. */
    private static String readable(Bytes value) {
        String text = new String(value.toArray(), StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : value.toString();
    }
}
