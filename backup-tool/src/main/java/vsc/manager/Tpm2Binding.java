// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.file.HostBinding;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The TPM 2.0 of this computer, by tpm2-tools. What is sealed is a public and a private part, each behind its length, under
 * the primary key that the owner's seed gives by default; there is no policy, so it is this chip and no more.
 */
final class Tpm2Binding implements HostBinding {
    private static final String PRIMARY = "primary.ctx";
    private static final String PUBLIC = "sealed.pub";
    private static final String PRIVATE = "sealed.priv";
    private static final int LENGTH = 2;
    private static final Secret NOTHING = Secret.adopt(new byte[0]);

    @Override
    public String name() {
        return "tpm2";
    }

    @Override
    public Bytes seal(Secret secret) throws VscException {
        return with(folder -> {
            boolean sealed = primary(folder)
                    && run(folder, secret, "tpm2_create", "-Q", "-C", PRIMARY, "-i", "-", "-u", PUBLIC, "-r", PRIVATE)
                            .isPresent();
            if (!sealed) {
                throw new VscException(Failure.NOT_SUPPORTED, "This computer has no TPM 2.0 that can be used.");
            }
            return part(folder.resolve(PUBLIC)).concat(part(folder.resolve(PRIVATE)));
        });
    }

    private static Bytes part(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return Bytes.ofInt(content.length, LENGTH).concat(Bytes.adopt(content));
    }

    @Override
    public Optional<Secret> unseal(Bytes sealed) throws VscException {
        int publicEnd = end(sealed, 0);
        int privateEnd = publicEnd < 0 ? -1 : end(sealed, publicEnd);
        if (privateEnd != sealed.length()) {
            return Optional.empty();
        }
        return with(folder -> {
            Files.write(folder.resolve(PUBLIC), sealed.slice(LENGTH, publicEnd).toArray());
            Files.write(
                    folder.resolve(PRIVATE),
                    sealed.slice(publicEnd + LENGTH, privateEnd).toArray());
            boolean loaded = primary(folder)
                    && run(
                                    folder,
                                    NOTHING,
                                    "tpm2_load",
                                    "-Q",
                                    "-C",
                                    PRIMARY,
                                    "-u",
                                    PUBLIC,
                                    "-r",
                                    PRIVATE,
                                    "-c",
                                    "key.ctx")
                            .isPresent();
            return loaded ? run(folder, NOTHING, "tpm2_unseal", "-c", "key.ctx") : Optional.empty();
        });
    }

    /** Where a part ends that begins at {@code from}; -1 if it does not. */
    private static int end(Bytes sealed, int from) {
        if (sealed.length() < from + LENGTH) {
            return -1;
        }
        int end = from + LENGTH + (int) sealed.slice(from, from + LENGTH).toLong();
        return end <= sealed.length() ? end : -1;
    }

    private static boolean primary(Path folder) throws VscException, InterruptedException {
        return run(folder, NOTHING, "tpm2_createprimary", "-Q", "-C", "o", "-g", "sha256", "-G", "ecc", "-c", PRIMARY)
                .isPresent();
    }

    /** Leaves nothing loaded: where no resource manager stands before it, a chip has room for three things. */
    private static Optional<Secret> run(Path folder, Secret input, String... command)
            throws VscException, InterruptedException {
        Optional<Secret> output = new Tool(command).run(folder, input);
        new Tool("tpm2_flushcontext", "-t").run(folder, NOTHING).ifPresent(Secret::close);
        return output;
    }

    private interface Work<T> {
        T run(Path folder) throws IOException, VscException, InterruptedException;
    }

    private static <T> T with(Work<T> work) throws VscException {
        try (ScratchFolder folder = ScratchFolder.make()) {
            return work.run(folder.path());
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The temporary folder for the TPM cannot be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VscException(Failure.UNEXPECTED, "Interrupted.", e);
        }
    }
}
