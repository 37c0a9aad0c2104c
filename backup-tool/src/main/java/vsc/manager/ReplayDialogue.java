// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.app.piv.Piv;
import vsc.crypto.Secret;
import vsc.dialogue.Dialogue;
import vsc.dialogue.Replay;
import vsc.dialogue.Values;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** Says to a card what was said to another one, or to itself before, and compares the answers. */
public final class ReplayDialogue {
    private static final long MAX_SIZE = 64 << 20;

    private final SecretSource secrets;
    private final @Nullable Path values;
    private final boolean ephemeral;

    /**
     * @param values file of the values that names in the dialogue stand for
     * @param ephemeral whether to use a copy of the card that is thrown away afterwards
     */
    public ReplayDialogue(SecretSource secrets, @Nullable Path values, boolean ephemeral) {
        this.secrets = secrets;
        this.values = values;
        this.ephemeral = ephemeral;
    }

    /**
     * Replays every dialogue of a file, each after a reset.
     *
     * @return how many commands were answered as they should be
     * @throws VscException {@link Failure#DIFFERS} at the first other answer
     */
    public int run(Path file, Path card) throws VscException {
        List<Dialogue> dialogues = Dialogue.parse(lines(file));
        if (!ephemeral) {
            return run(dialogues, card);
        }
        try {
            Path folder = Files.createTempDirectory("vsc-replay");
            Path copy = folder.resolve("card" + Shelf.EXTENSION);
            try {
                return run(dialogues, ShelfOperations.copy(card, copy));
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "There is no room for a copy: " + Shelf.reason(e) + ".", e);
        }
    }

    private int run(List<Dialogue> dialogues, Path file) throws VscException {
        int commands = 0;
        try (Activation card = ephemeral ? Activation.openCopy(file, secrets) : Activation.open(file, secrets);
                Values known = new Values()) {
            if (card.card().info().testCard()) {
                wellKnown(known);
            }
            if (values != null) {
                known.read(content(values));
            }
            Replay replay = new Replay(Replay.Partner.of(card.card().card()), known);
            for (Dialogue dialogue : dialogues) {
                card.card().card().reset();
                Optional<Replay.Difference> difference = replay.run(dialogue);
                if (difference.isPresent()) {
                    throw new VscException(Failure.DIFFERS, difference.get().sentence());
                }
                commands += (int) dialogue.steps().stream()
                        .filter(Dialogue.Step::isCommand)
                        .count();
            }
        }
        return commands;
    }

    /** What the first PIN, PUK and management key of a trace most often are on a test card. */
    private static void wellKnown(Values known) {
        known.put("pin", Secret.adopt(Bytes.ascii(Piv.DEFAULT_PIN).toArray()));
        known.put("puk", Secret.adopt(Bytes.ascii(Piv.DEFAULT_PUK).toArray()));
        known.put("management-key", Secret.adopt(Piv.DEFAULT_MANAGEMENT_KEY.toArray()));
    }

    private static List<String> lines(Path file) throws VscException {
        requireSize(file);
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException | UncheckedIOException e) {
            throw new VscException(Failure.INPUT_FORMAT, file + " is no text.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] content(Path file) throws VscException {
        requireSize(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireSize(Path file) throws VscException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new VscException(Failure.INPUT_FORMAT, file + " is larger than any dialogue.");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static VscException unreadable(Path file, IOException e) {
        return Files.exists(file)
                ? new VscException(Failure.NO_ACCESS, "The file " + file + " cannot be read.", e)
                : new VscException(Failure.FILE_NOT_FOUND, "There is no file " + file + ".", e);
    }
}
