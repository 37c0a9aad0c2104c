// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * A file that was made once and is opened for ever: a program that reads format 1.0 reads this. Beside it stands a text with
 * its secrets, and with all that is in it.
 *
 * @param password empty for a test card
 * @param pins by name
 * @param listing as {@link #list} gives it
 */
record ReferenceCard(String name, Bytes file, String password, Map<String, String> pins, List<String> listing) {
    static final List<String> NAMES = List.of("test", "password", "guarded");

    private static final String FOLDER = "1.0/";
    private static final int SHORT = 100;

    static ReferenceCard load(String name) throws IOException {
        String password = "";
        Map<String, String> pins = new TreeMap<>();
        List<String> listing = new ArrayList<>();
        for (String line : new String(resource(name + ".txt"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("password")) {
                password = line.substring("password ".length());
            } else if (words[0].equals("secret")) {
                pins.put(words[1], words[2]);
            } else {
                listing.add(line);
            }
        }
        return new ReferenceCard(name, Bytes.adopt(resource(name + ".vsc")), password, pins, listing);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReferenceCard.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("there is no " + FOLDER + name);
            }
            return in.readAllBytes();
        }
    }

    PasswordSource source() {
        return password.isEmpty() ? Cards.NOT_ASKED : () -> Cards.secret(password);
    }

    Acceptance open() throws VscException {
        return Acceptance.of(file, source());
    }

    /** The text without the secrets: all that is in a card, opened with these PINs. */
    static List<String> list(Acceptance card, Map<String, String> pins) {
        List<String> lines = new ArrayList<>();
        Header header = card.frame().header();
        lines.add("label " + header.label());
        lines.add("lifecycle " + header.lifecycle());
        lines.add("profile " + header.profile());
        lines.add("generation " + card.frame().preamble().generation());
        header.attributes().forEach((name, value) -> lines.add("attribute %s %s".formatted(name, value)));
        header.applications().forEach(aid -> lines.add("application " + aid.value()));
        header.pinRules()
                .forEach(rule ->
                        lines.add("rule %s %d to %d bytes".formatted(rule.name(), rule.minLength(), rule.maxLength())));
        header.extensions().forEach(each -> lines.add("extension %s %s".formatted(each.oid(), each.value())));
        Content content = card.content();
        content.passwordArea()
                .pins()
                .forEach((name, pin) -> lines.add("pin %s %d of %d tries, opens %s"
                        .formatted(
                                name,
                                pin.state().triesLeft(),
                                pin.state().maxTries(),
                                pin.wraps().keySet())));
        content.publicArea().objects().forEach((id, value) -> lines.add("public %s %s".formatted(id, shown(value))));
        Map<String, SealingKey> guards = guards(card, pins);
        content.privateArea()
                .objects()
                .forEach((id, data) -> lines.add("private %s %s %s"
                        .formatted(id, data.guard(), open(data.envelope(), guards.get(data.guard())))));
        content.secretKeyArea()
                .keys()
                .forEach((id, key) -> lines.add("key %s %s %s %s %s %s"
                        .formatted(
                                id,
                                key.description().type(),
                                key.description().guard(),
                                key.description().attributes(),
                                shown(key.description().publicKey()),
                                open(
                                        key.envelope(),
                                        guards.get(key.description().guard())))));
        return lines;
    }

    /** What the PINs open, and what needs none. */
    private static Map<String, SealingKey> guards(Acceptance card, Map<String, String> pins) {
        PasswordArea passwords = card.content().passwordArea();
        Map<String, SealingKey> guards = new TreeMap<>(card.content().openGuards());
        pins.forEach((name, value) -> {
            PinReference pin = passwords.pins().get(name);
            if (pin == null) {
                throw new AssertionError("there is no PIN " + name);
            }
            try (Secret kek = pin.unlock(card.frame().preamble().cardId(), Cards.secret(value), passwords.pepper())
                    .orElseThrow(() -> new AssertionError("wrong PIN " + name))) {
                pin.wraps().forEach((guard, envelope) -> guards.put(guard, SealingKey.open(envelope.open(kek))));
            }
        });
        return guards;
    }

    private static String open(Envelope envelope, @Nullable SealingKey guard) {
        if (guard == null) {
            return "closed";
        }
        try (Secret value = envelope.open(guard)) {
            return shown(Bytes.copyOf(value.expose()));
        }
    }

    private static String shown(Bytes value) {
        return value.length() <= SHORT
                ? value.toString()
                : "%d bytes with SHA-256 %s".formatted(value.length(), Sha256.hash(value));
    }
}
