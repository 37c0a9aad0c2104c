// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vsc.iso.Bytes;
import vsc.manager.CertificateFile;
import vsc.manager.Certificates;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc cert export}. */
@Command(name = "export", description = "Write a certificate of the card to a file or standard output.")
@NeedsSecrets(SecretName.PASSWORD)
final class CertExportCommand extends VscCommand {
    @Mixin
    private KeySlot slot = new KeySlot();

    @Option(names = "-o", paramLabel = "FILE", description = "The file; otherwise standard output.")
    private @Nullable Path output;

    @Option(names = "--der", description = "DER instead of PEM; needs -o.")
    private boolean der;

    CertExportCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        if (der && output == null) {
            throw new VscException(Failure.USAGE, "DER is not for a terminal: name a file with -o.");
        }
        Bytes certificate = new Certificates(place(slot.card), secrets()).export(slot.id);
        String pem = CertificateFile.pem("CERTIFICATE", certificate);
        String text = "";
        if (der && output != null) {
            UserFile.write(output, certificate.toArray());
        } else {
            text = UserFile.writeOrReturn(output, pem);
        }
        terminal().result(verb(), Map.of("id", slot.id.toString(), "certificate", pem), text);
        return 0;
    }
}
