// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vsc.manager.Certificates;
import vsc.manager.SecretName;

/** {@code vsc cert import}. */
@Command(name = "import", description = "Write a certificate (PEM or DER) beside its key.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.MANAGEMENT_KEY})
final class CertImportCommand extends VscCommand {
    @Mixin
    private KeySlot slot = new KeySlot();

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    CertImportCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        new Certificates(place(slot.card), secrets()).importFile(slot.id, UserFile.read(file), file.toString());
        terminal()
                .done(
                        verb(),
                        Map.of("id", slot.id.toString()),
                        "Imported the certificate of key %s.%n".formatted(slot.id));
        return 0;
    }
}
