// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vsc.iso.Bytes;

/**
 * What stands in braces: {@code pin}, {@code pad(pin,8)}, {@code encrypt(management-key,challenge)} or {@code decrypt(...)}.
 *
 * @param function empty where there is none
 * @param arguments one or two; each is a name, but for the length that {@code pad} has
 */
record Expression(String function, List<String> arguments) {
    private static final String NAME = "[a-z][a-z0-9-]{0,63}";
    private static final Pattern PLAIN = Pattern.compile(NAME);
    private static final Pattern PAD = Pattern.compile("(pad)\\((" + NAME + "),([0-9]{1,3})\\)");
    private static final Pattern CIPHER = Pattern.compile("(encrypt|decrypt)\\((" + NAME + "),(" + NAME + ")\\)");
    private static final byte PADDING = (byte) 0xFF;

    /**
     * @throws IllegalArgumentException if it is none of them
     */
    static Expression parse(String text) {
        if (PLAIN.matcher(text).matches()) {
            return new Expression("", List.of(text));
        }
        for (Pattern form : List.of(PAD, CIPHER)) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                return new Expression(matcher.group(1), List.of(matcher.group(2), matcher.group(3)));
            }
        }
        throw new IllegalArgumentException("{" + text + "} is no value");
    }

    List<String> names() {
        return function.equals("pad") ? arguments.subList(0, 1) : arguments;
    }

    /**
     * @throws IllegalArgumentException if the value does not fit
     */
    Bytes evaluate(Values values) {
        String first = arguments.get(0);
        return switch (function) {
            case "pad" -> pad(values.bytes(first), Integer.parseInt(arguments.get(1)));
            case "encrypt" -> {
                Bytes block = values.bytes(arguments.get(1));
                yield values.blockKey(first, block).encrypt(block);
            }
            case "decrypt" -> {
                Bytes block = values.bytes(arguments.get(1));
                yield values.blockKey(first, block).decrypt(block);
            }
            default -> values.bytes(first);
        };
    }

    private static Bytes pad(Bytes value, int length) {
        if (value.length() > length) {
            throw new IllegalArgumentException("a value is longer than " + length + " bytes");
        }
        byte[] padding = new byte[length - value.length()];
        Arrays.fill(padding, PADDING);
        return value.concat(Bytes.adopt(padding));
    }
}
