// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vsc.iso.Bytes;

/**
 * What a host and a card say to each other, as text:
 *
 * <pre>
 *  # why; the first line of all is the name
 *  > 00 20 00 80 08 313233343536 FF*2     a command; FF*2 is FF FF
 *  &lt; ?? .. 9000                           its answer; ?? is any byte, .. are any bytes or none
 *  auth 08 000102..0F                     proves to know a management key; without arguments the well-known one
 *  reset                                  warm reset
 * </pre>
 *
 * A line that is empty ends a dialogue; each has a card of its own.
 */
record Dialogue(String name, List<Step> steps) {
    /** One command or directive, and the answer it must have. */
    record Step(int line, String verb, List<String> arguments, Optional<Pattern> answer) {}

    static List<Dialogue> parse(List<String> lines) {
        List<Dialogue> dialogues = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        String name = "";
        for (int i = 0; i <= lines.size(); i++) {
            String line = i < lines.size() ? lines.get(i).strip() : "";
            if (line.isEmpty()) {
                if (!steps.isEmpty()) {
                    dialogues.add(new Dialogue(name, List.copyOf(steps)));
                }
                steps.clear();
                name = "";
            } else if (line.startsWith("#")) {
                name = name.isEmpty() ? line.substring(1).strip() : name;
            } else if (line.startsWith("<")) {
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.line, last.verb, last.arguments, Optional.of(pattern(line.substring(1)))));
            } else {
                List<String> words = List.of(line.split("\\s+"));
                steps.add(new Step(i + 1, words.get(0), words.subList(1, words.size()), Optional.empty()));
            }
        }
        return dialogues;
    }

    private static Pattern pattern(String answer) {
        return Pattern.compile(Stream.of(answer.strip().split("\\s+"))
                .map(Dialogue::repeated)
                .map(word -> word.replace("??", "[0-9A-F]{2}").replace("..", "([0-9A-F]{2})*"))
                .collect(Collectors.joining()));
    }

    /** The bytes that words such as {@code 00A4} and {@code FF*8} stand for. */
    static Bytes bytes(List<String> words) {
        return Bytes.hex(words.stream().map(Dialogue::repeated).collect(Collectors.joining()));
    }

    private static String repeated(String word) {
        int star = word.indexOf('*');
        return (star < 0 ? word : word.substring(0, star).repeat(Integer.parseInt(word.substring(star + 1))))
                .toUpperCase(Locale.ROOT);
    }
}
