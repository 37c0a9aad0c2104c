// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.Secret;
import vsc.model.VscException;

/** Where the password of a file comes from. It is asked only if the file needs one. */
@FunctionalInterface
public interface PasswordSource {
    /**
     * @return closed by whoever asks
     * @throws VscException if there is none, or the user does not want to give it
     */
    Secret ask() throws VscException;
}
