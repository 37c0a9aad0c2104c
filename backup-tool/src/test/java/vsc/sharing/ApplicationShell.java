// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.smartcardio.CardException;

/** An application that does what its input says, one line each: begin, end, reconnect, or a command in hexadecimal. */
final class ApplicationShell {
    private ApplicationShell() {}

    /**
     * Prints one line for each: an answer in hexadecimal, "done", or the name of PC/SC's error.
     *
     * @param args number of the reader
     */
    public static void main(String[] args) throws Exception {
        Terminal terminal = Terminal.connect(Integer.parseInt(args[0]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("connected");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(carriedOut(terminal, line));
        }
    }

    private static String carriedOut(Terminal terminal, String line) {
        try {
            switch (line) {
                case "begin" -> terminal.begin();
                case "end" -> terminal.end();
                case "reconnect" -> terminal.reconnect();
                default -> {
                    return terminal.send(line);
                }
            }
            return "done";
        } catch (CardException e) {
            return Terminal.reason(e);
        }
    }
}
