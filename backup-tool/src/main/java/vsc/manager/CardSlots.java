// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.KdfCalibration;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.file.FileKey;
import vsc.file.HostBinding;
import vsc.model.VscException;

/** Adds and removes ways to activate a card. Each takes one that the card has already. */
public final class CardSlots {
    private final Path file;
    private final SecretSource secrets;
    private final boolean allowWeak;

    /**
     * @param allowWeak whether to take a password that is easily guessed
     */
    public CardSlots(Path file, SecretSource secrets, boolean allowWeak) {
        this.file = file;
        this.secrets = secrets;
        this.allowWeak = allowWeak;
    }

    /**
     * A slot that was added.
     *
     * @param generated to be shown once and then closed
     */
    public record Added(int number, Map<SecretName, Secret> generated) {}

    public Added addPassword() throws VscException {
        return add(true, (slots, password, cost) -> slots.slots().addPassword(password.orElseThrow(), cost));
    }

    /**
     * @param key not closed
     * @param withPassword whether a password is needed as well
     */
    public Added addKeyFile(FileKey key, boolean withPassword) throws VscException {
        return add(withPassword, (slots, password, cost) -> slots.slots().addKeyFile(key, password, cost));
    }

    public Added addCertificate(Recipient recipient, boolean withPassword) throws VscException {
        return add(
                withPassword,
                (slots, password, cost) ->
                        slots.slots().addRecipient(recipient.owner(), recipient.publicKey(), password, cost));
    }

    public Added addHost(HostBinding host, boolean withPassword) throws VscException {
        return add(withPassword, (slots, password, cost) -> slots.slots().addHost(host, password, cost));
    }

    private interface Addition {
        int make(OpenSlots slots, Optional<Secret> password, KdfParameters cost) throws VscException;
    }

    private Added add(boolean withPassword, Addition addition) throws VscException {
        try (OpenSlots slots = OpenSlots.open(file, secrets)) {
            if (!withPassword) {
                return new Added(addition.make(slots, Optional.empty(), KdfParameters.DEFAULT), Map.of());
            }
            try (ChosenPassword chosen = ChosenPassword.ask(secrets, slots.label(), allowWeak)) {
                int number = addition.make(slots, Optional.of(chosen.password()), KdfCalibration.measure());
                return new Added(number, chosen.toShow());
            }
        }
    }

    public void remove(int number) throws VscException {
        try (OpenSlots slots = OpenSlots.open(file, secrets)) {
            slots.slots().remove(number);
        }
    }
}
