// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * One dialogue of an {@code .apdu} file. DIALOGUES.md has the whole grammar; in short:
 *
 * <pre>
 *  # why; the first line of all is the name
 *  > 00200080 [{pad(pin,8)}]     a command; FF*2 is FF FF, [ ] has its length in front, { } a value
 *  &lt; ?? .. 9000                  its answer; ?? is any byte, .. are any bytes or none
 *  auth 08 000102..0F            proves to know a management key; without arguments the well-known one
 *  reset                         warm reset
 * </pre>
 *
 * A line that is empty ends a dialogue.
 */
public record Dialogue(String name, List<Step> steps) {
    /** What a command without an answer has to be answered with. */
    private static final AnswerText OK = AnswerText.ok();

    /** What is done. */
    enum Verb {
        SEND,
        AUTHENTICATE,
        RESET
    }

    /**
     * One command or directive, and the answer it must have.
     *
     * @param line counted from 1
     */
    public record Step(int line, Verb verb, CommandText command, AnswerText answer) {
        /** Whether this is a command, as opposed to a directive. */
        public boolean isCommand() {
            return verb == Verb.SEND;
        }
    }

    /**
     * All dialogues of a file.
     *
     * @throws VscException {@link Failure#INPUT_FORMAT} naming the line that says nothing
     */
    public static List<Dialogue> parse(List<String> lines) throws VscException {
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
            } else {
                add(steps, i + 1, line);
            }
        }
        return dialogues;
    }

    private static void add(List<Step> steps, int number, String line) throws VscException {
        try {
            if (line.startsWith("<")) {
                AnswerText answer = AnswerText.parse(line.substring(1));
                if (steps.isEmpty()) {
                    throw new IllegalArgumentException("an answer to nothing");
                }
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.line, last.verb, last.command, answer));
            } else {
                String[] words = line.split("\\s+", 2);
                Verb verb = verb(words[0]);
                steps.add(new Step(number, verb, CommandText.parse(words.length > 1 ? words[1] : ""), OK));
            }
        } catch (IllegalArgumentException e) {
            throw new VscException(
                    Failure.INPUT_FORMAT, "Line %d of the dialogue: %s.".formatted(number, e.getMessage()), e);
        }
    }

    private static Verb verb(String word) {
        return switch (word) {
            case ">" -> Verb.SEND;
            case "auth" -> Verb.AUTHENTICATE;
            case "reset" -> Verb.RESET;
            default -> throw new IllegalArgumentException("\"" + word + "\" says nothing");
        };
    }

    /** The names of the values that have to be given. */
    Set<String> wanted() {
        Set<String> names = new TreeSet<>();
        steps.forEach(step -> names.addAll(step.command.names()));
        steps.forEach(step -> names.removeAll(step.answer.kept()));
        return names;
    }
}
