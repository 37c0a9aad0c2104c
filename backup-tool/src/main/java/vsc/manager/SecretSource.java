// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.Optional;
import vsc.crypto.Secret;
import vsc.file.Presented;
import vsc.model.VscException;

/** Where an operation gets the secrets it needs, when it needs them. */
public interface SecretSource {
    /** A secret that was given beforehand; does not ask anybody. The caller closes it. */
    Optional<Secret> given(SecretName name) throws VscException;

    /**
     * Given beforehand, or asked for now. The caller closes it.
     *
     * @param of what the secret belongs to, for the question
     * @throws VscException {@link vsc.model.Failure#SECRET_NEEDED} if nobody can be asked
     */
    Secret get(SecretName name, String of) throws VscException;

    /**
     * What a card is to be opened with besides a password, or in its place. The caller closes it.
     *
     * @throws VscException if a file cannot be read, or is not what it should be
     */
    Presented presented() throws VscException;

    /** Whether a card may be older than this computer knows it, or have been changed apart from that. */
    default boolean acceptsOlder() {
        return false;
    }

    /**
     * A new secret: given beforehand, or asked for twice.
     *
     * @return empty if the person wants one to be generated
     * @throws VscException {@link vsc.model.Failure#SECRET_NEEDED} if nobody can be asked
     */
    Optional<Secret> chooseNew(SecretName name, String of) throws VscException;

    /** As {@link #chooseNew}, where nothing is generated. */
    Secret chooseOwn(SecretName name, String of) throws VscException;
}
