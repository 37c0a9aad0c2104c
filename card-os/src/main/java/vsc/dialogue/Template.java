// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/** Looks into a dynamic authentication template that may be anything, since a card may have refused it. */
final class Template {
    private static final int TEMPLATE = 0x7C;
    private static final int MAX_LENGTH_BYTES = 2;

    private Template() {}

    /** The fields of a template; nothing if {@code data} is none that is encoded in the shortest way. */
    static List<Tlv> fields(Bytes data) {
        List<Tlv> outer = parse(data);
        if (outer.size() != 1 || outer.get(0).tag() != TEMPLATE) {
            return List.of();
        }
        return parse(outer.get(0).value());
    }

    private static List<Tlv> parse(Bytes data) {
        List<Tlv> fields = new ArrayList<>();
        int at = 0;
        while (at < data.length()) {
            Optional<Tlv> field = field(data.from(at));
            if (field.isEmpty()) {
                return List.of();
            }
            fields.add(field.get());
            at += field.get().encode().length();
        }
        return fields;
    }

    private static Optional<Tlv> field(Bytes data) {
        if (data.length() < 2 || (data.at(0) & 0x1F) == 0x1F) {
            return Optional.empty();
        }
        int bytes = data.at(1) < 0x80 ? 0 : data.at(1) & 0x7F;
        int begin = 2 + bytes;
        if (bytes > MAX_LENGTH_BYTES || begin > data.length()) {
            return Optional.empty();
        }
        int length = bytes == 0 ? data.at(1) : (int) data.slice(2, begin).toLong();
        return Optional.of(length)
                .filter(fits -> fits <= data.length() - begin)
                .map(fits -> new Tlv(data.at(0), data.slice(begin, begin + fits)))
                .filter(field -> data.startsWith(field.encode()));
    }
}
