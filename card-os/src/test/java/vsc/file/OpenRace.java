// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.VscException;

/**
 * Two processes that live long and want the same card at the same moment, again and again. Who gets it counts one up in it.
 * While one gives it up, which replaces the file, the other tries to get in.
 */
final class OpenRace {
    private static final ObjectId COUNTER = new ObjectId("race", 1);
    private static final String LOST = Failure.FILE_IN_USE.name();

    private OpenRace() {}

    /** One of the two, at the other end of its pipes. */
    private static final class Contender implements AutoCloseable {
        private final Process process;
        private final BufferedWriter orders;
        private final BufferedReader answers;

        Contender(Path card) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            OpenRace.class.getName(),
                            card.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        }

        void order(String order) throws IOException {
            orders.write(order);
            orders.newLine();
            orders.flush();
        }

        String answer() throws IOException {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("a contender has ended");
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            orders.close();
            process.destroy();
        }
    }

    /** So many rounds; each has one winner, and in the end all of them have been counted. */
    static void run(Path folder, long seed, int rounds, Tally tally) throws Exception {
        Path path = folder.toRealPath().resolve("race.vsc");
        Cards.make(path, CrashRun.SLOTS);
        Random random = new Random(seed);
        long wins = 0;
        try (Contender one = new Contender(path);
                Contender other = new Contender(path)) {
            for (int round = 0; round < rounds; round++) {
                int number = round;
                // Nobody should always be the first to hear of it.
                boolean swapped = random.nextBoolean();
                Contender first = swapped ? other : one;
                Contender second = swapped ? one : other;
                first.order("open " + random.nextInt(200_000));
                second.order("open " + random.nextInt(200_000));
                String answer = first.answer();
                Contender winner = answer.equals(LOST) ? second : first;
                Contender loser = answer.equals(LOST) ? first : second;
                String won = answer.equals(LOST) ? second.answer() : answer;
                String lost = answer.equals(LOST) ? answer : second.answer();
                wins++;
                String expected = "won " + wins;
                tally.check(
                        won.equals(expected) && lost.equals(LOST),
                        () -> "round " + number,
                        "expected " + expected + ", got " + won + " and " + lost);
                winner.order("close 0");
                loser.order("open " + random.nextInt(3_000_000));
                winner.answer();
                if (!loser.answer().equals(LOST)) {
                    wins++;
                    tally.count("in while the other closed");
                }
                loser.order("close 0");
                loser.answer();
                tally.count("rounds");
            }
        }
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Bytes counted = card.store().publicData(COUNTER).orElse(Bytes.EMPTY);
            tally.check(counted.equals(Bytes.ofInt(wins, 4)), () -> "the end", wins + " wins, counted " + counted);
        }
    }

    /** A contender: {@code open NANOSECONDS} waits so long before it tries. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        VscFile card = null;
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 2);
            if (words[0].equals("open")) {
                spin(Long.parseLong(words[1]));
                try {
                    card = VscFile.open(Path.of(arguments[0]), Cards.NOT_ASKED);
                    System.out.println("won " + count(card));
                } catch (VscException e) {
                    System.out.println(e.failure());
                }
            } else {
                if (card != null) {
                    card.close();
                    card = null;
                }
                System.out.println("closed");
            }
        }
    }

    private static void spin(long nanoseconds) {
        for (long end = System.nanoTime() + nanoseconds; System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
    }

    private static long count(VscFile card) {
        long counted = 1 + card.store().publicData(COUNTER).orElse(Bytes.EMPTY).toLong();
        card.store().commit(edit -> edit.putPublic(COUNTER, Bytes.ofInt(counted, 4)));
        return counted;
    }
}
