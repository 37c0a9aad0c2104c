// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * What was found of a file that is as it should be, as far as that could be seen.
 *
 * @param checked in the order in which it was
 * @param notChecked and why
 * @param remarks on what is not wrong, but to be known
 */
public record FileCheck(List<String> checked, List<String> notChecked, List<String> remarks) {

    /**
     * Checks a file as it would be checked on opening it, and more. It may be open elsewhere. Nothing is changed.
     *
     * @param source asked if a password is needed
     * @param witness of this computer, which does not remember the file because of this
     * @throws VscException the first check that the file does not pass, or {@code WRONG_PASSWORD}, or what {@code source}
     *     throws
     */
    public static FileCheck of(Path path, PasswordSource source, Optional<HostWitness> witness) throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            FileCheck check = new FileCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            Frame frame = check.outside(path);
            try (KeySlot.Unlocked unlocked = frame.unlock(source);
                    AreaKeys keys = AreaKeys.derive(
                            unlocked.masterKey(), frame.preamble().cardId())) {
                check.inside(frame, keys, unlocked, witness);
            }
            return check;
        });
    }

    /** The same for somebody who cannot open the card. */
    public static FileCheck ofOutside(Path path) throws VscException {
        return Reported.of(path, Failure.NO_ACCESS, () -> {
            FileCheck check = new FileCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            check.outside(path);
            check.notChecked.add(
                    "whether it was altered by somebody who cannot open it: that takes a password or the like");
            check.notChecked.add("the private, secret key and password areas, and the journal");
            return check;
        });
    }

    private Frame outside(Path path) throws IOException {
        Frame frame = Frame.parse(LockedFile.read(VscFile.existingPath(path)));
        Preamble preamble = frame.preamble();
        checked.add("size, format 1.%d, lengths and checksum".formatted(preamble.minor()));
        checked.add("header and its %d slots, and what they cost"
                .formatted(frame.header().slots().size()));
        int objects = PublicArea.parse(frame.area(Area.PUBLIC)).objects().size();
        checked.add("public area: %d objects".formatted(objects));
        frame.header()
                .extensions()
                .forEach(extension ->
                        remarks.add("extension %s is not known here, and is kept".formatted(extension.oid())));
        frame.header().slots().stream()
                .filter(slot -> !slot.isKnown())
                .forEach(slot -> remarks.add(
                        "slot %d is of a kind that is not known here, and is kept".formatted(slot.number())));
        return frame;
    }

    private void inside(Frame frame, AreaKeys keys, KeySlot.Unlocked unlocked, Optional<HostWitness> witness) {
        Acceptance card = Acceptance.of(frame, keys);
        checked.add("slot %d opens, and nobody has altered the file without opening it"
                .formatted(unlocked.slot().number()));
        checked.add("private, secret key and password areas, and the journal: %d changes"
                .formatted(frame.preamble().generation()));
        if (card.torn()) {
            remarks.add("the last change in the journal was cut short: it never happened");
        }
        int entries = CardLog.read(card.content()).entries().size();
        checked.add("log: %d entries".formatted(entries));
        Set<String> closed =
                new TreeSet<>(card.content().passwordArea().guards().keySet());
        Guards open = new Guards(card.content(), unlocked);
        int opened = open.check();
        closed.removeAll(open.names());
        checked.add("%d objects and keys, opened".formatted(opened));
        if (!closed.isEmpty()) {
            notChecked.add("what the PINs of %s protect".formatted(String.join(", ", closed)));
        }
        if (witness.isPresent()) {
            Optional<HostWitness.Surprise> surprise = witness.get().surprise(card);
            surprise.ifPresent(found -> remarks.add("on this computer, it " + found.words()));
        }
        notChecked.add("whether there is a later copy of the file that this computer has not seen");
    }
}
