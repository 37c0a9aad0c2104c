// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.sharing;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardException;

/**
 * Uses the card while others do, in transactions and outside, and knows of each answer what it has to be: the objects are
 * its own, and each signature is over a number of its own, by a key of its own.
 */
final class SharingApplication {
    private static final String OK = "9000";
    private static final String SELECT = "00A4040009A0000003080000100000";

    /** Who waits for the end of a transaction looks for it every 100 ms, in libpcsclite: without pauses it would never come. */
    private static final int PAUSE_MILLIS = 100;

    private final Terminal terminal;
    private final SharedObjects objects;
    private final PublicKey key;
    private final Random random;
    private int commands;
    private int signatures;
    private int transactions;

    private SharingApplication(int number, PublicKey key) throws CardException {
        this.terminal = Terminal.connect(0);
        this.objects = new SharedObjects(number);
        this.key = key;
        this.random = new Random(number);
    }

    /**
     * Begins when its input says anything: first without transactions.
     *
     * @param args number of this application, how many commands to send, public key of its P-256 key (X.509, hexadecimal)
     */
    public static void main(String[] args) throws Exception {
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(args[2])));
        SharingApplication application = new SharingApplication(Integer.parseInt(args[0]), key);
        application.work(Integer.parseInt(args[1]));
        System.out.printf(
                "application %s: %d commands right, %d of them signatures, %d transactions%n",
                args[0], application.commands, application.signatures, application.transactions);
    }

    private void work(int wanted) throws Exception {
        expect(SELECT, OK);
        System.out.println("ready");
        System.in.read();
        while (commands < wanted / 3) {
            wholeInOneExchange();
        }
        while (commands < wanted) {
            transaction();
            for (int left = random.nextInt(60); left > 0; left--) {
                wholeInOneExchange();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS));
        }
    }

    private void transaction() throws Exception {
        terminal.begin();
        transactions++;
        expect(SELECT, OK);
        expect("0020008008313233343536FFFF", OK);
        for (int left = random.nextInt(60); left >= 0; left--) {
            if (random.nextInt(2) == 0) {
                onlyInTransactions();
            } else {
                wholeInOneExchange();
            }
        }
        terminal.end();
    }

    /** May come between the commands of another application. */
    private void wholeInOneExchange() throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> expect("00FD000000", "050403" + OK);
            case 1 -> expect("00CB3FFF055C035FC1FF00", "6A82");
            case 2 -> expect("00EE0000", "6D00");
            default -> {
                int object = random.nextInt(SharedObjects.COUNT);
                expect(objects.readExtended(object), objects.answer(object) + OK);
            }
        }
    }

    /** In several exchanges, or with what the PIN has opened. */
    private void onlyInTransactions() throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> sign(1 + random.nextInt(60));
            case 1 -> expect("00200080", OK);
            default -> readInParts(random.nextInt(SharedObjects.COUNT));
        }
    }

    private void readInParts(int object) throws CardException {
        StringBuilder whole = new StringBuilder();
        String answer = exchange(objects.readShort(object));
        while (answer.startsWith("61", answer.length() - 4)) {
            whole.append(answer, 0, answer.length() - 4);
            answer = exchange("00C00000" + answer.substring(answer.length() - 2));
        }
        require((whole + answer).equals(objects.answer(object) + OK), "object " + object, answer);
    }

    /** With command chaining if {@code firstPart} is shorter than the data. */
    private void sign(int firstPart) throws Exception {
        byte[] number = new byte[32];
        random.nextBytes(number);
        String template = "7C2482008120" + HexFormat.of().formatHex(number);
        String data = template;
        if (firstPart < template.length() / 2) {
            expect("108711%s%02X%s".formatted(objects.key(), firstPart, template.substring(0, 2 * firstPart)), OK);
            data = template.substring(2 * firstPart);
        }
        byte[] answer =
                HexFormat.of().parseHex(exchange("008711%s%02X%s00".formatted(objects.key(), data.length() / 2, data)));
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(key);
        verifier.update(number);
        // 7C L 82 L signature, and the status word
        boolean right = answer.length > 6 && verifier.verify(answer, 4, answer.length - 6);
        require(right, "signature", HexFormat.of().formatHex(answer));
        signatures++;
    }

    private void expect(String command, String expected) throws CardException {
        String answer = exchange(command);
        boolean right = command.equals(SELECT) ? answer.endsWith(expected) : answer.equals(expected);
        require(right, command, answer);
    }

    private String exchange(String command) throws CardException {
        commands++;
        return terminal.send(command);
    }

    private void require(boolean right, String what, String answer) {
        if (!right) {
            throw new IllegalStateException("command " + commands + ", " + what + " got a wrong answer: " + answer);
        }
    }
}
