// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.card.NewIdentity;
import vsc.card.Profile;
import vsc.card.VirtualCards;
import vsc.iso.Aid;
import vsc.manager.CardAddress;
import vsc.manager.CreateCard;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc create}. */
@Command(name = "create", description = "Make a virtual smart card.")
@NeedsSecrets({
    SecretName.PASSWORD,
    SecretName.PIN,
    SecretName.PUK,
    SecretName.MANAGEMENT_KEY,
    SecretName.SO_PIN,
    SecretName.ADMIN_PIN
})
final class CreateCommand extends VscCommand {
    @Parameters(paramLabel = "LABEL", description = "What the card is called.")
    private String label = "";

    @Option(names = "--profile", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Profile profile = Profile.PIV;

    @Option(
            names = "--test-card",
            description = "No password and the well-known PINs: for tests only, and marked as such.")
    private boolean testCard;

    @Option(names = "--generate", description = "Make every secret that is not given, and show it once.")
    private boolean generate;

    @Option(names = "--blank", description = "Leave PINs and contents to a program such as pkcs15-init.")
    private boolean blank;

    @Option(names = "--allow-weak", description = "Take an activation password that is easily guessed.")
    private boolean allowWeak;

    @Option(
            names = "--like",
            paramLabel = "CARD",
            description = "Take over the OpenPGP serial number of this card, so that it can take its place.")
    private @Nullable String like;

    @Option(
            names = "--serial",
            paramLabel = "HEX",
            description = "The same for a card that is lost: 32 digits, the application ID that gpg shows.")
    private @Nullable String serial;

    @Option(names = "-o", paramLabel = "FILE", description = "The file; otherwise one on the shelf.")
    private @Nullable Path file;

    CreateCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path target = file == null ? shelf().fileFor(label) : file;
        CreateCard operation = new CreateCard(target, identity(), secrets(), allowWeak, generate);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", label);
        data.put("file", target.toAbsolutePath().toString());
        data.put("testCard", testCard);
        if (testCard) {
            if (blank) {
                operation.createBlankTestCard();
            } else {
                operation.createTestCard();
            }
            String sentence = blank
                    ? "Made the test card \"%s\" in %s: no password, nothing on it yet.%n"
                    : "Made the test card \"%s\" in %s: no password, well-known PINs.%n";
            terminal().done(verb(), data, sentence.formatted(label, target));
            return 0;
        }
        ShownOnce.of(blank ? operation.createBlank() : operation.create())
                .report(terminal(), verb(), data, "Made the card \"%s\" in %s.%n".formatted(label, target));
        return 0;
    }

    private NewIdentity identity() throws VscException {
        if (like != null && serial != null) {
            throw new VscException(Failure.USAGE, "Only one of --like and --serial says who the card is to be.");
        }
        if (like != null) {
            String other = like;
            Aid name = VirtualCards.inspect(CardAddress.resolve(other, shelf()))
                    .openPgpName()
                    .orElseThrow(() -> new VscException(
                            Failure.NOT_SUPPORTED, "The card %s has no OpenPGP application.".formatted(other)));
            return NewIdentity.of(label, profile, name);
        }
        return serial == null ? NewIdentity.own(label, profile) : NewIdentity.of(label, profile, aid(serial));
    }

    private static Aid aid(String digits) throws VscException {
        try {
            return Aid.hex(digits);
        } catch (IllegalArgumentException e) {
            throw new VscException(Failure.USAGE, "\"" + digits + "\" is no application ID in hexadecimal.", e);
        }
    }
}
