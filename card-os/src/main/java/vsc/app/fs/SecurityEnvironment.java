// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.iso.Bytes;
import vsc.iso.Tlv;

/**
 * A security environment (7816-4, 10.3): control reference templates by their tags. Immutable.
 */
record SecurityEnvironment(SortedMap<Integer, ControlReference> templates) {
    static final SecurityEnvironment EMPTY = new SecurityEnvironment(new TreeMap<>());

    private static final int ENVIRONMENT = 0x7B;
    private static final int NUMBER = 0x80;

    /** Stands in front of the objects of a template, and says what it is good for. */
    private static final int PURPOSES = 0xC0;

    Optional<ControlReference> find(int tag) {
        return Optional.ofNullable(templates.get(tag));
    }

    SecurityEnvironment with(int tag, ControlReference template) {
        SortedMap<Integer, ControlReference> next = new TreeMap<>(templates);
        next.put(tag, template);
        return new SecurityEnvironment(next);
    }

    /** One that is stored in a DF. */
    static Optional<SecurityEnvironment> find(FileTree tree, FileNode df, int number) {
        return Optional.ofNullable(stored(tree, df).get(number));
    }

    /** All that are stored in a DF, by number. */
    static SortedMap<Integer, SecurityEnvironment> stored(FileTree tree, FileNode df) {
        SortedMap<Integer, SecurityEnvironment> found = new TreeMap<>();
        Bytes encoded = tree.store()
                .publicData(FileTree.id(df.number(), FileTree.Part.ENVIRONMENTS))
                .orElse(Bytes.EMPTY);
        for (Tlv environment : Tlv.parseAll(encoded)) {
            List<Tlv> fields = environment.children();
            SortedMap<Integer, ControlReference> templates = new TreeMap<>();
            for (Tlv template : fields.subList(1, fields.size())) {
                List<Tlv> objects = template.children();
                templates.put(
                        template.tag(),
                        new ControlReference(objects.get(0).value().at(0), objects.subList(1, objects.size())));
            }
            found.put(fields.get(0).value().at(0), new SecurityEnvironment(templates));
        }
        return found;
    }

    static Bytes encode(SortedMap<Integer, SecurityEnvironment> environments) {
        List<Tlv> encoded = new ArrayList<>();
        environments.forEach((number, environment) -> {
            List<Tlv> fields = new ArrayList<>();
            fields.add(Tlv.of(NUMBER, Bytes.of(number)));
            environment.templates.forEach((tag, template) -> fields.add(Tlv.of(
                    tag, Tlv.of(PURPOSES, Bytes.of(template.purposes())).encode(), Tlv.encodeAll(template.objects()))));
            encoded.add(new Tlv(ENVIRONMENT, Tlv.encodeAll(fields)));
        });
        return Tlv.encodeAll(encoded);
    }
}
