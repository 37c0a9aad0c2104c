// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import vsc.crypto.Secret;
import vsc.model.VscException;

/** What a file is opened with: a password, which is asked for only if it is needed, and what was presented besides. */
@FunctionalInterface
public interface PasswordSource {
    /**
     * The password.
     *
     * @return closed by whoever asks
     * @throws VscException if there is none, or the user does not want to give it
     */
    Secret ask() throws VscException;

    /** The password, if nobody has to be asked for it. */
    default Optional<Secret> given() throws VscException {
        return Optional.empty();
    }

    /** Where there is something, only slots that want it are tried. Remains the source's. */
    default Presented presented() {
        return Presented.NOTHING;
    }
}
