// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.model.VscException;

/**
 * A new activation password.
 *
 * @param generated whether nobody knows it yet
 */
record ChosenPassword(Secret password, boolean generated) implements AutoCloseable {
    /**
     * @param allowWeak whether to take one that is easily guessed
     */
    static ChosenPassword ask(SecretSource secrets, String label, boolean allowWeak) throws VscException {
        Optional<Secret> chosen = secrets.chooseNew(SecretName.NEW_PASSWORD, label);
        Secret password = chosen.orElseGet(Generated::password);
        if (!allowWeak) {
            PasswordStrength.require(password, List.of(label, "vsc", "smartcard"));
        }
        return new ChosenPassword(password, chosen.isEmpty());
    }

    /** What is to be shown once and then closed. */
    Map<SecretName, Secret> toShow() {
        return generated ? Map.of(SecretName.PASSWORD, password.copy()) : Map.of();
    }

    @Override
    public void close() {
        password.close();
    }
}
