// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.model.Failure;
import vsc.model.VscException;

/** Raw commands to a card, in one session. */
public final class SendApdus {
    /** CLA INS P1 P2. */
    private static final int MIN_LENGTH = 4;

    private SendApdus() {}

    /**
     * Sends the commands one after the other, whatever the answers are.
     *
     * @param commands hexadecimal, one APDU each
     * @throws VscException {@link Failure#USAGE} if one is not hexadecimal
     */
    public static List<ResponseApdu> send(CardPlace place, List<String> commands, SecretSource secrets)
            throws VscException {
        List<Bytes> parsed = new ArrayList<>();
        for (String command : commands) {
            parsed.add(parse(command));
        }
        List<ResponseApdu> answers = new ArrayList<>();
        try (OpenCard card = OpenCard.open(place, secrets)) {
            for (Bytes command : parsed) {
                answers.add(ResponseApdu.parse(card.transport().transmit(command)));
            }
        } catch (IOException e) {
            throw OpenCard.lost(e);
        }
        return answers;
    }

    private static Bytes parse(String command) throws VscException {
        Bytes apdu;
        try {
            apdu = Bytes.hex(command.replace(":", ""));
        } catch (IllegalArgumentException e) {
            throw new VscException(Failure.USAGE, "\"" + command + "\" is not hexadecimal.", e);
        }
        if (apdu.length() < MIN_LENGTH) {
            throw new VscException(Failure.USAGE, "\"" + command + "\" is too short for a command.");
        }
        return apdu;
    }
}
