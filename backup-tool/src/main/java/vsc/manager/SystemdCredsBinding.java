// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.file.HostBinding;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The host key of systemd, which only root can use, and which lies on the disk of this computer. */
final class SystemdCredsBinding implements HostBinding {
    private static final String PROGRAM = "systemd-creds";
    private static final String NAME = "--name=vsc-slot";

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public Bytes seal(Secret secret) throws VscException {
        Optional<Secret> sealed = run(secret, "encrypt", "--with-key=host");
        try (Secret text = sealed.orElseThrow(() -> new VscException(
                Failure.NOT_SUPPORTED, "systemd-creds does not seal here; it needs root and a host key."))) {
            return Bytes.copyOf(text.expose());
        }
    }

    @Override
    public Optional<Secret> unseal(Bytes sealed) throws VscException {
        return run(Secret.adopt(sealed.toArray()), "decrypt");
    }

    private static Optional<Secret> run(Secret input, String verb, String... options) throws VscException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, verb, NAME));
        command.addAll(List.of(options));
        command.addAll(List.of("-", "-"));
        try {
            return new Tool(command).run(Path.of("/"), input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VscException(Failure.UNEXPECTED, "Interrupted.", e);
        }
    }
}
