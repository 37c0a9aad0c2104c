// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.List;
import java.util.Locale;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.pcsc.PcscContext;
import vsc.pcsc.PcscContext.Reader;

/** The readers of the smart card service and how a person names one. */
final class Readers {
    private Readers() {}

    /**
     * @param name its number in the order of the service, its name, or a part of its name that no other reader has
     * @throws VscException {@link Failure#CARD_NOT_FOUND} or {@link Failure#AMBIGUOUS}
     */
    static String find(String name) throws VscException {
        try (PcscContext context = PcscContext.establish()) {
            return find(
                    context.readers().stream().map(Reader::name).toList(),
                    name.replaceAll("^\"|\"$", "").strip());
        }
    }

    static String find(List<String> readers, String name) throws VscException {
        if (readers.contains(name)) {
            return name;
        }
        if (name.matches("\\d{1,3}")) {
            int number = Integer.parseInt(name);
            if (number < readers.size()) {
                return readers.get(number);
            }
        }
        List<String> found = readers.stream()
                .filter(reader ->
                        !name.isEmpty() && reader.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.size() > 1) {
            throw new VscException(
                    Failure.AMBIGUOUS, "Several readers are called so: " + String.join("; ", found) + ".");
        }
        if (found.isEmpty()) {
            throw new VscException(
                    Failure.CARD_NOT_FOUND,
                    "There is no reader \"%s\"; `vsc list --readers` shows those there are.".formatted(name));
        }
        return found.get(0);
    }
}
