// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * How a person names a card: {@code file:PATH}, {@code vsc:LABEL}, or just the label; {@code reader:NUMBER} or
 * {@code reader:NAME} for the card in a reader.
 */
public final class CardAddress {
    private static final String FILE = "file:";
    private static final String LABEL = "vsc:";
    private static final String READER = "reader:";

    private CardAddress() {}

    /**
     * The place of the named card.
     *
     * @throws VscException {@link Failure#FILE_NOT_FOUND}, {@link Failure#CARD_NOT_FOUND}, {@link Failure#AMBIGUOUS}, or
     *     {@link Failure#NO_PCSC_SERVICE}
     */
    public static CardPlace place(String address, Shelf shelf) throws VscException {
        return address.startsWith(READER)
                ? new CardPlace.InReader(Readers.find(address.substring(READER.length())))
                : new CardPlace.InFile(resolve(address, shelf));
    }

    /**
     * The file of the named card, for what can be done with virtual cards only.
     *
     * @throws VscException {@link Failure#FILE_NOT_FOUND}, {@link Failure#CARD_NOT_FOUND}, or
     *     {@link Failure#AMBIGUOUS} where two cards of the shelf have this label
     */
    public static Path resolve(String address, Shelf shelf) throws VscException {
        if (address.startsWith(FILE)) {
            return existing(Path.of(address.substring(FILE.length())));
        }
        if (address.startsWith(READER)) {
            throw new VscException(
                    Failure.NOT_SUPPORTED, "This can be done with virtual cards only; name one by its label or file.");
        }
        return labelled(address.startsWith(LABEL) ? address.substring(LABEL.length()) : address, shelf);
    }

    private static Path existing(Path file) throws VscException {
        if (!Files.isRegularFile(file)) {
            throw new VscException(Failure.FILE_NOT_FOUND, "There is no file " + file + ".");
        }
        return file;
    }

    private static Path labelled(String label, Shelf shelf) throws VscException {
        List<Path> found = new ArrayList<>();
        for (Path file : shelf.files()) {
            if (label.equals(labelOf(file))) {
                found.add(file);
            }
        }
        if (found.isEmpty()) {
            String hint = Files.isRegularFile(Path.of(label)) ? " For the file, write file:" + label + "." : "";
            throw new VscException(
                    Failure.CARD_NOT_FOUND,
                    "There is no card labelled \"%s\" in %s.%s".formatted(label, shelf.folder(), hint));
        }
        if (found.size() > 1) {
            throw new VscException(
                    Failure.AMBIGUOUS, "Several cards are labelled \"%s\"; use file:PATH.".formatted(label));
        }
        return found.get(0);
    }

    /** A damaged file on the shelf goes by its name, so that it can still be addressed and its damage be told. */
    private static String labelOf(Path file) {
        try {
            CardInfo info = VirtualCards.inspect(file);
            return info.label();
        } catch (VscException e) {
            String name = file.getFileName().toString();
            return name.substring(0, name.length() - Shelf.EXTENSION.length());
        }
    }
}
