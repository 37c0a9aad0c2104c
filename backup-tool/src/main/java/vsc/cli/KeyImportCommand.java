// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.agent.PivAgent.KeyDescription;
import vsc.manager.Keys;
import vsc.manager.SecretName;

/** {@code vsc key import}. */
@Command(
        name = "import",
        description = "Put a key from a PKCS#12, PKCS#8 or PEM file onto the card, with its certificate.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.MANAGEMENT_KEY, SecretName.PASSPHRASE})
final class KeyImportCommand extends VscCommand {
    @Mixin
    private KeySlot slot = new KeySlot();

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--no-certificate", description = "Leave the certificate in the file.")
    private boolean noCertificate;

    @Option(
            names = {"-y", "--yes"},
            description = "Replace a key that is already there: it is gone for good.")
    private boolean replace;

    KeyImportCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        KeyDescription key = new Keys(place(slot.card), secrets())
                .importFile(slot.id, UserFile.read(file), file.toString(), !noCertificate, replace);
        String algorithm = KeyAlgorithmOption.name(key.type());
        terminal()
                .done(
                        verb(),
                        Map.of("id", slot.id.toString(), "algorithm", algorithm),
                        "Imported key %s (%s).%n".formatted(slot.id, algorithm));
        return 0;
    }
}
