// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vsc.iso.Bytes;

/** An answer as it is written: bytes in hexadecimal, wildcards, and bytes to be kept under a name. */
public final class AnswerText {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<bytes>(?:[0-9A-Fa-f]{2}|\\?\\?|\\.\\.)+)(?:\\*(?<times>[0-9]{1,5}))?|\\{(?<name>[a-z][a-z0-9]*)=(?<length>[0-9]{1,3})\\}|\\s+");
    private static final String BYTE = "[0-9A-F]{2}";

    private final String text;
    private final Pattern pattern;
    private final Set<String> kept;

    private AnswerText(String text, Pattern pattern, Set<String> kept) {
        this.text = text;
        this.pattern = pattern;
        this.kept = kept;
    }

    static AnswerText ok() {
        return parse("9000");
    }

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    static AnswerText parse(String text) {
        StringBuilder pattern = new StringBuilder();
        Set<String> kept = new TreeSet<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("\"" + text.substring(at) + "\" is no answer");
            }
            at = token.end();
            String times = token.group("times");
            if (token.group("bytes") != null) {
                pattern.append("(?:").append(bytes(token.group("bytes"))).append(')');
                pattern.append(times == null ? "" : "{" + times + "}");
            } else if (token.group("name") != null) {
                String name = token.group("name");
                if (!kept.add(name)) {
                    throw new IllegalArgumentException("{" + name + "} stands there twice");
                }
                pattern.append("(?<%s>(?:%s){%s})".formatted(name, BYTE, token.group("length")));
            }
        }
        return new AnswerText(text.strip(), Pattern.compile(pattern.toString()), Set.copyOf(kept));
    }

    private static String bytes(String text) {
        return text.toUpperCase(Locale.ROOT).replace("??", BYTE).replace("..", "(?:" + BYTE + ")*");
    }

    /** The names of what is kept. */
    Set<String> kept() {
        return kept;
    }

    /** Whether {@code answer} is this; what is to be kept of it goes to {@code values}. */
    boolean accepts(Bytes answer, Values values) {
        Matcher matcher = pattern.matcher(answer.toString());
        if (!matcher.matches()) {
            return false;
        }
        kept.forEach(
                name -> Optional.ofNullable(matcher.group(name)).ifPresent(hex -> values.keep(name, Bytes.hex(hex))));
        return true;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
