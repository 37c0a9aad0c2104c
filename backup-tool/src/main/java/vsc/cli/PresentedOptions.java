// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import vsc.crypto.DecryptionKey;
import vsc.crypto.Secret;
import vsc.file.FileKey;
import vsc.file.Presented;
import vsc.file.RecoveryShare;
import vsc.manager.HostBindings;
import vsc.manager.PrivateKeyFile;
import vsc.manager.SecretSource;
import vsc.model.VscException;

/**
 * What a card is opened with besides a password, or in its place.
 *
 * @param keyFile null if there is none
 * @param privateKey null if there is none
 * @param acceptOlder whether a card may be older than this computer knows it, or have been changed apart from that
 */
record PresentedOptions(
        @Nullable String keyFile,
        List<String> shares,
        @Nullable String privateKey,
        boolean acceptOlder) {
    static final String ACCEPT_OLDER = "--accept-older";

    private static final String KEY_FILE = "--key-file";
    private static final String SHARE_FILE = "--share-file";
    private static final String PRIVATE_KEY = "--private-key";
    private static final int MAX_KEY_FILE = 16 << 20;
    private static final int MAX_SHARE = 4096;

    static void addTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(KEY_FILE)
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Open the card with this key file.")
                .build());
        spec.addOption(OptionSpec.builder(SHARE_FILE)
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .description("Open the card with these recovery shares; CARD stands before.")
                .build());
        spec.addOption(OptionSpec.builder(PRIVATE_KEY)
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("Open the card with the private key of a certificate (PKCS#12 or PEM).")
                .build());
        spec.addOption(OptionSpec.builder(ACCEPT_OLDER)
                .type(Boolean.class)
                .arity("0")
                .description("Take an older copy of the card, or one changed elsewhere, as it is from now on.")
                .build());
    }

    static PresentedOptions of(CommandSpec spec) {
        List<String> shares = new ArrayList<>();
        if (value(spec, SHARE_FILE) instanceof List<?> files) {
            files.forEach(file -> shares.add(file.toString()));
        }
        return new PresentedOptions(
                (String) value(spec, KEY_FILE),
                List.copyOf(shares),
                (String) value(spec, PRIVATE_KEY),
                Boolean.TRUE.equals(value(spec, ACCEPT_OLDER)));
    }

    private static @Nullable Object value(CommandSpec spec, String name) {
        OptionSpec option = spec.findOption(name);
        return option == null ? null : option.getValue();
    }

    boolean isEmpty() {
        return keyFile == null && shares.isEmpty() && privateKey == null;
    }

    /** As they can be given to another process. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (keyFile != null) {
            arguments.addAll(List.of(KEY_FILE, keyFile));
        }
        if (privateKey != null) {
            arguments.addAll(List.of(PRIVATE_KEY, privateKey));
        }
        shares.forEach(share -> arguments.addAll(List.of(SHARE_FILE, share)));
        return arguments;
    }

    /** The caller closes the result. */
    Presented read(SecretSource secrets) throws VscException {
        Optional<DecryptionKey> key = privateKey == null
                ? Optional.empty()
                : Optional.of(PrivateKeyFile.read(UserFile.read(Path.of(privateKey)), privateKey, secrets));
        return new Presented(
                keyFile == null ? Optional.empty() : Optional.of(readKeyFile(keyFile)),
                readShares(),
                key,
                HostBindings.all());
    }

    static FileKey readKeyFile(String file) throws VscException {
        try (Secret content = SecretReader.whole(file, MAX_KEY_FILE)) {
            return FileKey.of(content, file);
        }
    }

    private List<RecoveryShare> readShares() throws VscException {
        List<RecoveryShare> read = new ArrayList<>();
        for (String file : shares) {
            try (Secret content = SecretReader.whole(file, MAX_SHARE)) {
                read.add(RecoveryShare.parse(content, file));
            }
        }
        return List.copyOf(read);
    }
}
