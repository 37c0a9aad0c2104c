// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.Optional;
import vsc.crypto.Secret;
import vsc.file.PasswordSource;
import vsc.file.Presented;
import vsc.model.VscException;

/** What a card is opened with, from wherever its user has it. */
public final class Factors implements PasswordSource, AutoCloseable {
    private final SecretSource secrets;
    private final String label;
    private final Presented presented;

    private Factors(SecretSource secrets, String label, Presented presented) {
        this.secrets = secrets;
        this.label = label;
        this.presented = presented;
    }

    /**
     * @param label of the card, for the question
     * @throws VscException if something was named that cannot be read
     */
    public static Factors of(SecretSource secrets, String label) throws VscException {
        return new Factors(secrets, label, secrets.presented());
    }

    @Override
    public Secret ask() throws VscException {
        return secrets.get(SecretName.PASSWORD, label);
    }

    @Override
    public Optional<Secret> given() throws VscException {
        return secrets.given(SecretName.PASSWORD);
    }

    @Override
    public Presented presented() {
        return presented;
    }

    @Override
    public void close() {
        presented.close();
    }
}
