// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vsc.iso.Bytes;
import vsc.manager.CardObjects;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;

/** {@code vsc object put}. */
@Command(
        name = "put",
        description = "Write an object: its data objects in BER-TLV without the outer tag, or a bare biometric record.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.MANAGEMENT_KEY, SecretName.PASSPHRASE})
final class ObjectPutCommand extends VscCommand {
    @Mixin
    private NamedObject named = new NamedObject();

    @Parameters(index = "2", paramLabel = "FILE")
    private Path file = Path.of("");

    @Mixin
    private SignerOption signer = new SignerOption();

    ObjectPutCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        SecretSource secrets = secrets();
        Bytes content = Bytes.adopt(UserFile.read(file));
        boolean good = new CardObjects(place(named.card), secrets).put(named.object(), content, signer.read(secrets));
        String name = named.object().name();
        ObjectSignCommand.remind(terminal(), good);
        terminal().done(verb(), Map.of("name", name, "signed", good), "Wrote the object %s.%n".formatted(name));
        return 0;
    }
}
