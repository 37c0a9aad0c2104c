// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vsc.agent.PivAgent.KeyDescription;
import vsc.crypto.KeyType;
import vsc.manager.CertificateFile;
import vsc.manager.Keys;
import vsc.manager.SecretName;

/** {@code vsc key generate}. */
@Command(name = "generate", description = "Make a key pair on the card; its private half never leaves it.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.MANAGEMENT_KEY})
final class KeyGenerateCommand extends VscCommand {
    @Mixin
    private KeySlot slot = new KeySlot();

    @Option(
            names = {"-a", "--algorithm"},
            required = true,
            converter = KeyAlgorithmOption.class,
            description = KeyAlgorithmOption.DESCRIPTION)
    private KeyType algorithm = KeyType.P_256;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Write the public key (PEM) here; otherwise to standard output.")
    private @Nullable Path output;

    @Option(
            names = {"-y", "--yes"},
            description = "Replace a key that is already there: it is gone for good.")
    private boolean replace;

    KeyGenerateCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        KeyDescription key = new Keys(place(slot.card), secrets()).generate(slot.id, algorithm, replace);
        String pem = CertificateFile.pem("PUBLIC KEY", key.publicKey());
        String text = UserFile.writeOrReturn(output, pem);
        terminal().remark("Generated key %s (%s).".formatted(slot.id, KeyAlgorithmOption.name(algorithm)));
        terminal()
                .result(
                        verb(),
                        Map.of(
                                "id",
                                slot.id.toString(),
                                "algorithm",
                                KeyAlgorithmOption.name(algorithm),
                                "publicKey",
                                pem),
                        text);
        return 0;
    }
}
