// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vsc.manager.CardObjects;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;

/** {@code vsc object delete}. */
@Command(name = "delete", description = "Remove an object from the card.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.MANAGEMENT_KEY, SecretName.PASSPHRASE})
final class ObjectDeleteCommand extends VscCommand {
    @Mixin
    private NamedObject named = new NamedObject();

    @Mixin
    private SignerOption signer = new SignerOption();

    ObjectDeleteCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        SecretSource secrets = secrets();
        boolean good = new CardObjects(place(named.card), secrets).delete(named.object(), signer.read(secrets));
        String name = named.object().name();
        ObjectSignCommand.remind(terminal(), good);
        terminal().done(verb(), Map.of("name", name, "signed", good), "Removed the object %s.%n".formatted(name));
        return 0;
    }
}
