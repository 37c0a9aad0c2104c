// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.model.Failure;
import vsc.model.VscException;

/** Raw commands to a card, in one session. */
public final class SendApdus {
    private SendApdus() {}

    /**
     * Sends the commands one after the other, whatever the answers are.
     *
     * @param commands hexadecimal, one APDU each
     * @throws VscException {@link Failure#USAGE} if one is not hexadecimal
     */
    public static List<ResponseApdu> send(Path file, List<String> commands, SecretSource secrets) throws VscException {
        List<Bytes> parsed = new ArrayList<>();
        for (String command : commands) {
            try {
                parsed.add(Bytes.hex(command.replace(":", "")));
            } catch (IllegalArgumentException e) {
                throw new VscException(Failure.USAGE, "\"" + command + "\" is not hexadecimal.", e);
            }
        }
        try (Activation card = Activation.open(file, secrets)) {
            return parsed.stream()
                    .map(command -> ResponseApdu.parse(card.card().card().transmit(command)))
                    .toList();
        }
    }
}
