// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Whether other users of this computer can read a file. */
final class OpenToOthers {
    private OpenToOthers() {}

    /** False on file systems without rights. */
    static boolean is(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(right ->
                            right == PosixFilePermission.GROUP_READ || right == PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
