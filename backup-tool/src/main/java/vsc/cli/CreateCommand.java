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
import vsc.card.Profile;
import vsc.manager.CreateCard;
import vsc.manager.SecretName;

/** {@code vsc create}. */
@Command(name = "create", description = "Make a virtual smart card.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.PUK, SecretName.MANAGEMENT_KEY, SecretName.SO_PIN})
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

    @Option(names = "-o", paramLabel = "FILE", description = "The file; otherwise one on the shelf.")
    private @Nullable Path file;

    CreateCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path target = file == null ? shelf().fileFor(label) : file;
        CreateCard operation = new CreateCard(target, label, profile, secrets(), allowWeak, generate);
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
}
