// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.crypto.Secret;
import vsc.file.FileKey;
import vsc.file.RecoveryReport;
import vsc.manager.CardSlots;
import vsc.manager.HostBindings;
import vsc.manager.Recipient;
import vsc.manager.Recovery;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc slot add}. */
@Command(name = "add", description = "Add something that the card is opened with.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.NEW_PASSWORD, SecretName.PIN, SecretName.PUK})
final class SlotAddCommand extends VscCommand {
    /** What can be added. */
    enum Kind {
        PASSWORD,
        KEY_FILE,
        CERTIFICATE,
        HOST;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Parameters(index = "1", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.PASSWORD;

    @Option(names = "-o", paramLabel = "FILE", description = "Where to write a new key file.")
    private @Nullable Path output;

    @Option(names = "-i", paramLabel = "FILE", description = "The certificate, or a file to be used as key file.")
    private @Nullable Path input;

    @Option(names = "--with-password", description = "Both this and a new password are needed.")
    private boolean withPassword;

    @Option(names = "--recovery", description = "The certificate recovers what PINs protect, too.")
    private boolean recovery;

    @Option(names = "--host", paramLabel = "HOW", description = "tpm2 or systemd-creds; default ${DEFAULT-VALUE}.")
    private String host = "tpm2";

    @Option(names = "--allow-weak", description = "Take a password that is easily guessed.")
    private boolean allowWeak;

    SlotAddCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Path file = card(card);
        SecretSource secrets = secrets();
        CardSlots slots = new CardSlots(file, secrets, allowWeak);
        if (recovery) {
            if (kind != Kind.CERTIFICATE || withPassword) {
                throw new VscException(
                        Failure.USAGE, "Only a certificate alone, or shares (vsc recovery split), are for recovery.");
            }
            RecoveryReport report = new Recovery(file, secrets).addCertificate(recipient());
            terminal().done(verb(), RecoveryText.data(report), RecoveryText.of(report));
            return 0;
        }
        CardSlots.Added added = switch (kind) {
            case PASSWORD -> slots.addPassword();
            case KEY_FILE -> addKeyFile(slots);
            case CERTIFICATE -> slots.addCertificate(recipient(), withPassword);
            case HOST -> slots.addHost(HostBindings.of(host), withPassword);
        };
        ShownOnce.of(added.generated())
                .report(
                        terminal(),
                        verb(),
                        Map.of("number", added.number()),
                        "The card has a new slot %d.%n".formatted(added.number()));
        return 0;
    }

    private Recipient recipient() throws VscException {
        if (input == null) {
            throw new VscException(Failure.USAGE, "Which certificate? Name its file with -i.");
        }
        return Recipient.of(UserFile.read(input), input.toString());
    }

    private CardSlots.Added addKeyFile(CardSlots slots) throws VscException {
        if ((input == null) == (output == null)) {
            throw new VscException(
                    Failure.USAGE, "Say where to write a new key file with -o, or which to use with -i.");
        }
        if (input != null) {
            try (FileKey key = PresentedOptions.readKeyFile(input.toString())) {
                return slots.addKeyFile(key, withPassword);
            }
        }
        Path target = Objects.requireNonNull(output);
        try (FileKey key = FileKey.generate();
                Secret text = key.text()) {
            SecretFile.write(target, text);
            return added(slots, key, target);
        }
    }

    /** Leaves no file behind that opens nothing. */
    private CardSlots.Added added(CardSlots slots, FileKey key, Path target) throws VscException {
        try {
            return slots.addKeyFile(key, withPassword);
        } catch (VscException e) {
            SecretFile.delete(target);
            throw e;
        }
    }
}
