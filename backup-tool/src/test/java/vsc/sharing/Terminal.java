// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;

/** A card as an application sees it that shares it with others. */
final class Terminal {
    private static final long RETRY_MILLIS = 1;

    private final int reader;
    private Card card;

    private Terminal(int reader) throws CardException {
        this.reader = reader;
        this.card = connected();
    }

    /**
     * @param reader counted from 0
     */
    static Terminal connect(int reader) throws CardException {
        // What follows 61xx is part of what is tested.
        System.setProperty("sun.security.smartcardio.t1GetResponse", "false");
        return new Terminal(reader);
    }

    private Card connected() throws CardException {
        return TerminalFactory.getDefault().terminals().list().get(reader).connect("T=1");
    }

    /** A new handle, as after a reset by another application. */
    void reconnect() throws CardException {
        card.disconnect(false);
        card = connected();
    }

    void begin() throws CardException {
        card.beginExclusive();
    }

    void end() throws CardException {
        card.endExclusive();
    }

    /** A command and its answer in hexadecimal. Outside a transaction it waits for that of another application to end. */
    String send(String command) throws CardException {
        CommandAPDU apdu = new CommandAPDU(HexFormat.of().parseHex(command));
        while (true) {
            try {
                return HexFormat.of()
                        .withUpperCase()
                        .formatHex(card.getBasicChannel().transmit(apdu).getBytes());
            } catch (CardException refused) {
                if (!reason(refused).equals("SCARD_E_SHARING_VIOLATION")) {
                    throw refused;
                }
            }
            pause();
        }
    }

    private static void pause() throws CardException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new CardException(interrupted);
        }
    }

    /** The name of PC/SC's error. */
    static String reason(CardException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }
}
