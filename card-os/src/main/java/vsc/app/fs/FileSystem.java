// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.iso.Aid;
import vsc.model.ObjectStore;
import vsc.os.InstalledApplication;

/** Constants that are agreed between the file system and whoever talks to it. */
public final class FileSystem {
    /** The short name of this application in object ids. */
    public static final String NAME = "fs";

    /** PKCS #15 v1.1, 5.5.2: RID A000000063, PIX "PKCS-15". */
    public static final Aid PKCS15_AID = Aid.hex("A0 00 00 00 63 50 4B 43 53 2D 31 35");

    /** PIN references that hosts use for the owner and the security officer. */
    public static final int USER_PIN = 1;

    public static final int SO_PIN = 3;
    public static final int MAX_PIN = 14;

    /** PIN and PUK fill eight bytes, padded with FF. */
    public static final int PIN_LENGTH = 8;

    public static final int MIN_PIN_LENGTH = 4;

    private FileSystem() {}

    /** Names in the store of PIN {@code number}, of its PUK, and of the guard that both open. */
    public static String pin(int number) {
        return "p15-pin-" + number;
    }

    public static String puk(int number) {
        return "p15-puk-" + number;
    }

    public static String guard(int number) {
        return "p15-" + number;
    }

    public static InstalledApplication installed(ObjectStore store) {
        FileTree tree = new FileTree(store);
        return InstalledApplication.masterFile(() -> new FileSystemApplication(tree), tree::names);
    }
}
