// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * What this computer remembers of the cards that were open on it, so that an older copy in the place of a card, or one that
 * was changed elsewhere at the same time, does not go unnoticed. It notices mistakes: whoever can write the folder can put
 * it back as well. A card that was changed elsewhere twice or more since then is taken for the newer one, whether it has
 * grown from what this computer knows or not. Cards that open without anything are told of, but not refused.
 *
 * @param folder need not exist
 * @param acceptOlder whether such a card is accepted, and begins a branch of its own
 */
public record HostWitness(Path folder, boolean acceptOlder) {
    private static final Logger LOG = System.getLogger(HostWitness.class.getName());
    private static final int MAX_LENGTH = 64 << 10;

    /** What was seen is another state of the card than what is accepted now, and the user knows that. */
    record Surprise(Failure failure, String words, Optional<Sighting> before) {}

    /**
     * Compares a card with what is known of it.
     *
     * @return empty if there is nothing to say
     * @throws Rejected {@code CARD_OLDER} or {@code CARD_FORKED}, if that is not accepted
     */
    Optional<Surprise> check(Acceptance card) {
        Optional<Surprise> surprise = surprise(card);
        surprise.ifPresent(found -> {
            if (isOpenToAll(card.frame().header())) {
                LOG.log(Level.WARNING, "the test card {0}", found.words());
            } else {
                Rejected.unless(
                        acceptOlder,
                        found.failure(),
                        found.words() + "; --accept-older takes it as it is, from now on");
            }
        });
        if (surprise.isEmpty() || !acceptOlder) {
            noteIfChanged(card);
        }
        return surprise.filter(found -> acceptOlder);
    }

    private void noteIfChanged(Acceptance card) {
        Header header = card.frame().header();
        Sighting now = card.sighting();
        if (!read(header).equals(Optional.of(now.encode(card.keys().witness())))) {
            note(header, now, card.keys());
        }
    }

    private static boolean isOpenToAll(Header header) {
        return header.slots().stream().anyMatch(slot -> slot.kind() == Slot.OPEN);
    }

    /** What {@link #check} would not accept. */
    Optional<Surprise> surprise(Acceptance card) {
        Optional<Bytes> stored = read(card.frame().header());
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Sighting seen;
        try {
            seen = Sighting.parse(stored.get());
        } catch (Rejected damaged) {
            LOG.log(Level.WARNING, "what this computer knew of the card is damaged and was forgotten");
            return Optional.empty();
        }
        boolean authentic = Sighting.isAuthentic(stored.get(), card.keys().witness());
        Sighting now = card.sighting();
        Optional<Sighting> before = Optional.of(seen).filter(any -> authentic);
        boolean follows = now.generation() == seen.generation() + 1
                && card.frame().header().previous().equals(seen.tag());
        if (now.generation() < seen.generation()) {
            return older(now, seen, before);
        }
        if (!authentic) {
            return follows ? Optional.empty() : forked("has other keys than it had on this computer", before);
        }
        if (!now.branch().equals(seen.branch())) {
            return forked("belongs to another branch than the card that this computer knows", before);
        }
        if (now.generation() > seen.generation()) {
            return follows || now.generation() > seen.generation() + 1
                    ? Optional.empty()
                    : forked("was changed elsewhere, apart from what this computer knows of it", before);
        }
        if (!now.tag().equals(seen.tag())) {
            return forked("was changed elsewhere, apart from what this computer knows of it", before);
        }
        if (now.slot() < seen.slot()) {
            return older(now, seen, before);
        }
        return Journal.head(card.frame(), seen.slot()).equals(seen.last())
                ? Optional.empty()
                : forked("has other changes in its journal than this computer knows", before);
    }

    private static Optional<Surprise> older(Sighting now, Sighting seen, Optional<Sighting> before) {
        String words = "is an older copy: this computer has seen the card after change %d, and this is %d"
                .formatted(seen.generation(), now.generation());
        return Optional.of(new Surprise(Failure.CARD_OLDER, words, before));
    }

    private static Optional<Surprise> forked(String words, Optional<Sighting> before) {
        return Optional.of(new Surprise(Failure.CARD_FORKED, words, before));
    }

    private Path file(Header header) {
        return folder.resolve(header.cardId().toString());
    }

    private Optional<Bytes> read(Header header) {
        Path file = file(header);
        try {
            return Files.size(file) > MAX_LENGTH
                    ? Optional.of(Bytes.EMPTY)
                    : Optional.of(Bytes.adopt(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what this computer knows of the card cannot be read: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Remembers the card as it is. It works without that, too. */
    void note(Header header, Sighting now, AreaKeys keys) {
        Path file = file(header);
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Files.write(temporary, now.encode(keys.witness()).toArray());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "this computer does not remember the card: {0}", e.getMessage());
        }
    }
}
