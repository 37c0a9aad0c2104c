// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.control.ControlClient;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Another activation password. Copies of the file that were made before still open with the old one. */
public final class ChangePassword {
    private ChangePassword() {}

    /**
     * @param allowWeak whether to take a password that is easily guessed
     * @return the new password if it was generated, to be shown once and then closed; otherwise nothing
     */
    public static Map<SecretName, Secret> change(Path file, SecretSource secrets, boolean allowWeak)
            throws VscException {
        CardInfo info = VirtualCards.inspect(file);
        if (!info.hasPassword()) {
            throw new VscException(Failure.NOT_SUPPORTED, "This test card has no password; vsc slot add gives it one.");
        }
        Optional<ControlClient> holder = Activation.yielded(file);
        try (Factors factors = Factors.of(secrets, info.label());
                ChosenPassword chosen = ChosenPassword.ask(secrets, info.label(), allowWeak)) {
            VirtualCards.changePassword(file, factors, chosen.password(), HostState.witness(secrets.acceptsOlder()));
            return chosen.toShow();
        } finally {
            Activation.giveBack(holder);
        }
    }
}
