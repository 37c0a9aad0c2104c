// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.card.VirtualCards;
import vsc.crypto.Secret;
import vsc.manager.Factors;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.VscException;

/**
 * The child of {@link ActivationProcess}: stretches the password, opens the key slot, and hands the area keys to the parent
 * on standard error, because a console needs the other two streams.
 */
@Command(name = ActivateCommand.NAME, hidden = true)
@NeedsSecrets(SecretName.PASSWORD)
final class ActivateCommand extends VscCommand {
    static final String NAME = "__activate";
    static final String KEYS = "vsc-keys ";
    static final String FAILURE = "vsc-failure ";

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    ActivateCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        SecretSource secrets = secrets();
        String label = VirtualCards.inspect(file).label();
        try (Factors factors = Factors.of(secrets, label);
                Secret keys = VirtualCards.areaKeys(file, factors)) {
            System.err.println(KEYS + HexFormat.of().formatHex(keys.expose()));
            return 0;
        } catch (VscException e) {
            System.err.println(FAILURE + e.failure().name() + " " + e.getMessage());
            return e.failure().exitCode();
        }
    }
}
