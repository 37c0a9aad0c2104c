// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.List;
import vsc.file.FileCheck;
import vsc.file.Salvage;
import vsc.model.Failure;
import vsc.model.VscException;

/** Looks after files that may be damaged. */
public final class CheckFile {
    private CheckFile() {}

    /** As far as what is given allows: without a password, only what can be seen from outside. */
    public static FileCheck verify(Path file, SecretSource secrets) throws VscException {
        try (Factors factors = Factors.of(secrets, file.getFileName().toString())) {
            return FileCheck.of(file, factors, HostState.witness(false));
        } catch (VscException e) {
            if (e.failure() == Failure.SECRET_NEEDED) {
                return FileCheck.ofOutside(file);
            }
            throw e;
        }
    }

    /**
     * @return what could not be saved
     */
    public static List<String> salvage(Path damaged, Path target, SecretSource secrets) throws VscException {
        try (Factors factors = Factors.of(secrets, damaged.getFileName().toString())) {
            return Salvage.run(damaged, target, factors);
        }
    }
}
