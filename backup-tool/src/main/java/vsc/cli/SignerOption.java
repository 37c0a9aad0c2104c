// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vsc.crypto.ContentSigningKey;
import vsc.manager.SecretSource;
import vsc.manager.SignerFile;
import vsc.model.VscException;

/** {@code --signer}. */
final class SignerOption {
    @Option(
            names = "--signer",
            paramLabel = "FILE",
            description = "Sign CHUID and security object with this key and its certificate (PKCS#12 or PEM).")
    private @Nullable Path file;

    Optional<ContentSigningKey> read(SecretSource secrets) throws VscException {
        return file == null
                ? Optional.empty()
                : Optional.of(SignerFile.read(UserFile.read(file), file.toString(), secrets));
    }
}
