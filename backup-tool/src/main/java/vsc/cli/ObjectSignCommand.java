// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vsc.crypto.ContentSigningKey;
import vsc.manager.CardObjects;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc object sign}. */
@Command(name = "sign", description = "Sign the CHUID and the hashes of the objects as the issuer of the card.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.MANAGEMENT_KEY, SecretName.PASSPHRASE})
final class ObjectSignCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Mixin
    private SignerOption signer = new SignerOption();

    ObjectSignCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        SecretSource secrets = secrets();
        ContentSigningKey key = signer.read(secrets)
                .orElseThrow(() -> new VscException(Failure.USAGE, "Name the key that signs with --signer."));
        new CardObjects(place(card), secrets).sign(key);
        terminal().done(verb(), Map.of(), "Signed the CHUID and the security object.%n".formatted());
        return 0;
    }

    /** Says so where a change has made the security object wrong. */
    static void remind(Terminal terminal, boolean good) {
        if (!good) {
            terminal.remark("The security object does not cover this change: renew it with vsc object sign.");
        }
    }
}
