// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vsc.iso.Bytes;
import vsc.manager.CertificateFile;
import vsc.manager.Certificates;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc cert self-sign}. */
@Command(name = "self-sign", description = "Make a certificate for a key of the card, signed by that key.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.MANAGEMENT_KEY})
final class CertSelfSignCommand extends VscCommand {
    private static final int MAX_DAYS = 36_500;

    @Mixin
    private KeySlot slot = new KeySlot();

    @Option(names = "--subject", required = true, paramLabel = "NAME", description = "Such as CN=Mike,O=Example.")
    private String subject = "";

    @Option(names = "--days", paramLabel = "N", description = "How long it is valid; default ${DEFAULT-VALUE}.")
    private int days = 365;

    CertSelfSignCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        if (days < 1 || days > MAX_DAYS) {
            throw new VscException(Failure.USAGE, "--days takes 1 to " + MAX_DAYS + ".");
        }
        Bytes certificate =
                new Certificates(place(slot.card), secrets()).selfSign(slot.id, subject, Duration.ofDays(days));
        terminal()
                .done(
                        verb(),
                        Map.of(
                                "id",
                                slot.id.toString(),
                                "certificate",
                                CertificateFile.pem("CERTIFICATE", certificate)),
                        "Wrote a certificate for key %s.%n".formatted(slot.id));
        return 0;
    }
}
