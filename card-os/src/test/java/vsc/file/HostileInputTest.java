// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;

/**
 * A file may be handed over together with its password; then every checksum and tag in it is right, whatever it says. All
 * that can come of reading one is that it is refused, or that it is a card.
 */
class HostileInputTest {
    private static final long SEED = 20260102;
    private static final int ROUNDS = 20_000;

    private final Acceptance card;

    HostileInputTest(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("card.vsc");
        Cards.make(path);
        card = new Forgery(path).card;
    }

    private static void mutate(Bytes good, Consumer<Bytes> read) {
        read.accept(good);
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Bytes bad = good;
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bad = mutate(bad, random);
            }
            try {
                read.accept(bad);
            } catch (Rejected expected) {
                refused++;
            }
        }
        assertTrue(refused > ROUNDS / 2, "only " + refused + " refused");
    }

    /** Changes, removes, doubles or inserts a few bytes. */
    private static Bytes mutate(Bytes from, Random random) {
        if (from.isEmpty()) {
            return from;
        }
        int at = random.nextInt(from.length());
        int end = Math.min(from.length(), at + 1 + random.nextInt(8));
        return switch (random.nextInt(5)) {
            case 0 -> from.slice(0, at).concat(from.from(end));
            case 1 -> from.slice(0, end).concat(from.from(at));
            case 2 -> from.slice(0, at).concat(Bytes.of(random.nextInt(256)), from.from(at));
            case 3 -> from.slice(0, at);
            default -> from.slice(0, at).concat(Bytes.of(random.nextInt(256)), from.from(at + 1));
        };
    }

    @Test
    void headers() {
        mutate(card.frame().header().encode(), bad -> {
            Header header = Header.parse(bad);
            header.checkSlots();
            header.check();
        });
    }

    @Test
    void slots() {
        Bytes cardId = card.frame().header().cardId();
        try (Secret masterKey = Secret.random(KeySlot.MASTER_KEY_LENGTH)) {
            Slot slot = KeySlot.password(cardId, 3, Cards.secret("x"), Cards.CHEAP, masterKey)
                    .toSlot();
            mutate(slot.body(), bad -> KeySlot.parse(new Slot(3, Slot.PASSWORD, bad), cardId));
        }
    }

    @Test
    void publicAreas() {
        mutate(card.frame().area(Area.PUBLIC), PublicArea::parse);
    }

    @Test
    void privateAreas() {
        Bytes cardId = card.frame().header().cardId();
        mutate(
                Bytes.adopt(card.content().privateArea().encode().expose()),
                bad -> PrivateArea.parse(Secret.adopt(bad.toArray()), cardId));
    }

    @Test
    void secretKeyAreas() {
        Bytes cardId = card.frame().header().cardId();
        mutate(
                Bytes.adopt(card.content().secretKeyArea().encode().expose()),
                bad -> SecretKeyArea.parse(Secret.adopt(bad.toArray()), cardId));
    }

    @Test
    void passwordAreas() {
        Bytes cardId = card.frame().header().cardId();
        mutate(
                Bytes.adopt(card.content().passwordArea().encode().expose()),
                bad -> PasswordArea.parse(Secret.adopt(bad.toArray()), cardId).check());
    }

    @Test
    void wholeFiles() {
        mutate(card.frame().bytes(), Frame::parse);
    }
}
