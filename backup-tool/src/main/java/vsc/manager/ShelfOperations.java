// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.model.Failure;
import vsc.model.VscException;

/** What happens to the file of a card as a whole. */
public final class ShelfOperations {
    private final Shelf shelf;

    public ShelfOperations(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Another label; a file of the shelf gets the name that goes with it. */
    public Path rename(Path file, String label, SecretSource secrets) throws VscException {
        Shelf.requireLabel(label);
        boolean onShelf = file.toAbsolutePath().startsWith(shelf.folder().toAbsolutePath());
        Path target = onShelf ? shelf.fileFor(label) : file;
        if (!target.equals(file)) {
            requireAbsent(target);
            if (ControlClient.connect(file).isPresent()) {
                throw new VscException(Failure.FILE_IN_USE, "The card is plugged in; eject it before it is renamed.");
            }
        }
        try (Activation card = Activation.open(file, secrets)) {
            card.card().rename(label);
        }
        return target.equals(file) ? file : move(file, target);
    }

    private static Path move(Path file, Path target) throws VscException {
        try {
            return Files.move(file, target);
        } catch (IOException e) {
            throw new VscException(
                    Failure.FILE_WRITE, "The file %s cannot be renamed: %s.".formatted(file, Shelf.reason(e)), e);
        }
    }

    /**
     * Removes a card for good.
     *
     * @param typedLabel what the person has typed to confirm it
     * @throws VscException {@link Failure#NOT_CONFIRMED} if it is not the label
     */
    public void delete(Path file, String typedLabel) throws VscException {
        if (!VirtualCards.inspect(file).label().equals(typedLabel)) {
            throw new VscException(Failure.NOT_CONFIRMED, "This is not the card's label; nothing was deleted.");
        }
        if (ControlClient.connect(file).isPresent()) {
            throw new VscException(Failure.FILE_IN_USE, "The card is plugged in; eject it before it is deleted.");
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new VscException(
                    Failure.NO_ACCESS, "The file %s cannot be deleted: %s.".formatted(file, Shelf.reason(e)), e);
        }
    }

    /**
     * Puts a copy of a card's file onto the shelf.
     *
     * @throws VscException {@link Failure#ALREADY_EXISTS} if the shelf has this card, or one with its label
     */
    public Path importFile(Path file) throws VscException {
        CardInfo info = VirtualCards.inspect(file);
        for (Path other : shelf.files()) {
            if (isSameCard(other, info)) {
                throw new VscException(
                        Failure.ALREADY_EXISTS, "This card is on the shelf already: %s.".formatted(other));
            }
        }
        return copy(file, shelf.fileFor(info.label()));
    }

    private static boolean isSameCard(Path other, CardInfo info) {
        try {
            return VirtualCards.inspect(other).id().equals(info.id());
        } catch (VscException damaged) {
            return false;
        }
    }

    /** Writes a copy of a card's file; nothing that exists is replaced. */
    public static Path copy(Path file, Path target) throws VscException {
        requireAbsent(target);
        try {
            return Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (FileAlreadyExistsException e) {
            throw new VscException(Failure.ALREADY_EXISTS, target + " is there already.", e);
        } catch (IOException e) {
            throw new VscException(
                    Failure.NO_ACCESS, "The file %s cannot be written: %s.".formatted(target, Shelf.reason(e)), e);
        }
    }

    private static void requireAbsent(Path target) throws VscException {
        if (Files.exists(target)) {
            throw new VscException(Failure.ALREADY_EXISTS, target + " is there already.");
        }
    }
}
