// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vsc.manager.Doctor.Finding;
import vsc.model.VscException;

/** Looks at who may read and write the cards, and whether a private service can be started. */
final class RightsCheck {
    private static final String RIGHTS = "rights";

    private final Shelf shelf;

    RightsCheck(Shelf shelf) {
        this.shelf = shelf;
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        Path folder = shelf.folder();
        try {
            if (Files.exists(folder) && !Files.isWritable(folder)) {
                findings.add(Finding.fault(RIGHTS, "You may not write to " + folder + ".", "chmod u+rwx " + folder));
            }
            for (Path file : shelf.files()) {
                card(file, findings);
            }
        } catch (VscException e) {
            findings.add(Finding.fault(RIGHTS, e.getMessage(), "chmod u+rwx " + folder));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.good(RIGHTS, "The cards in " + folder + " are yours alone."));
        }
        findings.add(privateService());
        return findings;
    }

    private static void card(Path file, List<Finding> findings) {
        if (!Files.isReadable(file)) {
            findings.add(Finding.fault(RIGHTS, "You may not read " + file + ".", "chmod u+rw " + file));
        } else if (!Files.isWritable(file)) {
            findings.add(Finding.fault(
                    RIGHTS,
                    "You may not write to %s, so its PIN tries cannot be counted.".formatted(file),
                    "chmod u+rw " + file));
        }
        if (OpenToOthers.is(file)) {
            findings.add(Finding.warning(RIGHTS, file + " can be read by other users.", "chmod 600 " + file));
        }
    }

    /** A private pcscd needs a folder that only root can make, or a user namespace to make it in. */
    private static Finding privateService() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean folder = Files.isDirectory(Path.of("/run/pcscd"), LinkOption.NOFOLLOW_LINKS);
        return root || folder
                ? Finding.good("vsc run", "A private service can be started.")
                : Finding.warning(
                        "vsc run",
                        "/run/pcscd is missing; a private service then needs user namespaces.",
                        "If `vsc run` fails, as root: mkdir /run/pcscd, or scripts/systemd/vsc-run.conf for good.");
    }
}
