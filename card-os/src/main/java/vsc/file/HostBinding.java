// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/** A computer, or a chip in it, that seals a secret so that no other opens it. */
public interface HostBinding {
    /** A short name that stands in the file: {@code tpm2} and the like. */
    String name();

    /**
     * @return at most 4096 bytes
     * @throws VscException if this computer does not do that
     */
    Bytes seal(Secret secret) throws VscException;

    /**
     * @return empty if it was sealed elsewhere
     */
    Optional<Secret> unseal(Bytes sealed) throws VscException;
}
