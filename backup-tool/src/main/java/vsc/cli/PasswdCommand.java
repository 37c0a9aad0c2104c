// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.manager.ChangePassword;
import vsc.manager.SecretName;

/** {@code vsc passwd}. */
@Command(name = "passwd", description = "Change the activation password. Copies made before keep the old one.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.NEW_PASSWORD})
final class PasswdCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "--allow-weak", description = "Take an activation password that is easily guessed.")
    private boolean allowWeak;

    PasswdCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        ShownOnce.of(ChangePassword.change(card(card), secrets(), allowWeak))
                .report(terminal(), verb(), Map.of(), "Changed the activation password.%n".formatted());
        return 0;
    }
}
