// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import vsc.card.CardInfo;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.crypto.Secret;
import vsc.file.HostWitness;
import vsc.manager.InsertCards;
import vsc.manager.SecretName;
import vsc.manager.SecretSource;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * Activates cards in a short-lived JVM: the running card needs no heap for the key derivation, and password and master key
 * are gone with the child.
 */
record ActivationProcess(SecretSource secrets, PresentedOptions presented, boolean batch, Optional<HostWitness> witness)
        implements InsertCards.CardOpener {
    ActivationProcess withoutWitness() {
        return new ActivationProcess(secrets, presented, batch, Optional.empty());
    }

    @Override
    public VirtualCard open(Path file) throws VscException {
        CardInfo info = VirtualCards.inspect(file);
        info.requireEnabled();
        if (!info.hasPassword()) {
            return VirtualCards.openWithoutPassword(file, witness);
        }
        try (Secret keys = areaKeys(file)) {
            return VirtualCards.open(file, keys, witness);
        }
    }

    /** The area keys of a card that has a password. */
    Secret areaKeys(Path file) throws VscException {
        List<Secret> given = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(ActivateCommand.NAME, file.toString()));
        arguments.addAll(presented.arguments());
        try {
            for (SecretName name : List.of(SecretName.PASSWORD, SecretName.PASSPHRASE)) {
                secrets.given(name).ifPresent(secret -> {
                    given.add(secret);
                    arguments.add("--" + name.option() + "-stdin");
                });
            }
            return run(arguments, given);
        } catch (IOException e) {
            throw new VscException(Failure.UNEXPECTED, "The process for the activation password did not work.", e);
        } finally {
            given.forEach(Secret::close);
        }
    }

    /**
     * @param given to be piped to the child, a line each; the child asks where there is none
     */
    private Secret run(List<String> arguments, List<Secret> given) throws IOException, VscException {
        if (given.isEmpty() && batch) {
            arguments.add("--batch");
        }
        Process child = new ProcessBuilder(Jvm.shortLived(arguments))
                .redirectInput(given.isEmpty() ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!given.isEmpty()) {
            try (OutputStream in = child.getOutputStream()) {
                for (Secret secret : given) {
                    in.write(secret.expose());
                    in.write('\n');
                }
            }
        }
        return answer(child);
    }

    private static Secret answer(Process child) throws IOException, VscException {
        Secret keys = null;
        try (BufferedReader lines = child.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ActivateCommand.KEYS)) {
                    keys = Secret.adopt(HexFormat.of().parseHex(line, ActivateCommand.KEYS.length(), line.length()));
                } else if (line.startsWith(ActivateCommand.FAILURE)) {
                    throw failure(line.substring(ActivateCommand.FAILURE.length()));
                } else {
                    System.err.println(line);
                }
            }
        }
        if (keys == null) {
            throw new IOException("no keys");
        }
        return keys;
    }

    private static VscException failure(String told) {
        int space = told.indexOf(' ');
        return new VscException(Failure.valueOf(told.substring(0, space)), told.substring(space + 1));
    }
}
