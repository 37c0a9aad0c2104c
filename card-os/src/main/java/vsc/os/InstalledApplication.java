// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.List;
import java.util.function.Supplier;
import vsc.iso.Aid;

/**
 * An application that a card offers, and how a selection of it begins.
 *
 * @param names by which SELECT reaches it now; those of a file system change
 */
public record InstalledApplication(Aid aid, Supplier<Application> selection, Supplier<List<Aid>> names) {
    /** The MF is reached by its file identifier; no application has this reserved AID (7816-4, 8.2.1.2). */
    private static final Aid MASTER_FILE = Aid.hex("FFFFFFFFFF");

    public InstalledApplication(Aid aid, Supplier<Application> selection) {
        this(aid, selection, () -> List.of(aid));
    }

    /**
     * The file system of a card, which is selected at power-up. It sees SELECT by the name of one of its DFs like any other
     * SELECT, with the whole name.
     *
     * @param names of its DFs
     */
    public static InstalledApplication masterFile(Supplier<Application> selection, Supplier<List<Aid>> names) {
        return new InstalledApplication(MASTER_FILE, selection, names);
    }

    boolean isMasterFile() {
        return aid.equals(MASTER_FILE);
    }
}
