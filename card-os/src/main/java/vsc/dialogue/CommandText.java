// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;

/** A command as it is written: bytes in hexadecimal, values in braces, and data with its length in brackets. */
public final class CommandText {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<hex>(?:[0-9A-Fa-f]{2})+)(?:\\*(?<times>[0-9]{1,5}))?|\\{(?<value>[^{}]*)\\}|(?<bracket>\\[\\[?|\\]\\]?)|\\s+");

    /** An extended command with all the data it can have. */
    private static final int MAX_LENGTH = 65544;

    private final List<Part> parts;

    private CommandText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Literal bytes, a value, or a bracket. */
    private sealed interface Part permits Literal, Value, Open, Close {}

    private record Literal(Bytes bytes) implements Part {}

    private record Value(Expression expression) implements Part {}

    private record Open() implements Part {}

    /**
     * @param extended length in the form 00 and two bytes
     */
    private record Close(boolean extended) implements Part {}

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    static CommandText parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        String open = "";
        while (at < text.length()) {
            if (!token.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("\"" + text.substring(at) + "\" is no command");
            }
            at = token.end();
            if (token.group("hex") != null) {
                parts.add(literal(token.group("hex"), token.group("times")));
            } else if (token.group("value") != null) {
                parts.add(new Value(Expression.parse(token.group("value"))));
            } else if (token.group("bracket") != null) {
                String bracket = token.group("bracket");
                parts.add(bracket.startsWith("[") ? new Open() : new Close(bracket.length() == 2));
                requirePair(open, bracket);
                open = open.isEmpty() ? bracket : "";
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("a bracket is not closed");
        }
        return new CommandText(parts);
    }

    private static void requirePair(String open, String bracket) {
        boolean fits = bracket.startsWith("[")
                ? open.isEmpty()
                : open.replace('[', ']').equals(bracket);
        if (!fits) {
            throw new IllegalArgumentException("brackets do not fit together");
        }
    }

    private static Literal literal(String hex, @Nullable String times) {
        int count = times == null ? 1 : Integer.parseInt(times);
        if (hex.length() / 2 * (long) count > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than any command");
        }
        return new Literal(Bytes.hex(hex.repeat(count)));
    }

    /** The names of all values in it. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Value value) {
                names.addAll(value.expression.names());
            }
        }
        return names;
    }

    /**
     * The bytes it stands for.
     *
     * @throws IllegalArgumentException if a value does not fit where it stands
     */
    public Bytes bytes(Values values) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        ByteArrayOutputStream out = whole;
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                out.writeBytes(literal.bytes.toArray());
            } else if (part instanceof Value value) {
                out.writeBytes(value.expression.evaluate(values).toArray());
            } else if (part instanceof Open) {
                out = field;
            } else if (part instanceof Close close) {
                whole.writeBytes(length(field.size(), close.extended).toArray());
                whole.writeBytes(field.toByteArray());
                field.reset();
                out = whole;
            }
        }
        return Bytes.adopt(whole.toByteArray());
    }

    private static Bytes length(int length, boolean extended) {
        if (length > (extended ? 0xFFFF : 0xFF)) {
            throw new IllegalArgumentException("a value is too long for its command");
        }
        return extended ? Bytes.of(0, length >> 8, length) : Bytes.of(length);
    }
}
