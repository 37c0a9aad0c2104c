// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends a trace to whoever asked for it, without the card waiting: a reader that has fallen asleep loses its connection. */
final class TraceConnection {
    /** Longer than any session between two looks at a terminal, and some megabytes at most. */
    private static final int BACKLOG = 10_000;

    /** Told from all lines by what it is, not by what it says. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String END = new String("end");

    private final LineChannel lines;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();

    TraceConnection(LineChannel lines) {
        this.lines = lines;
    }

    void add(String line) {
        waiting.add(line);
        if (waiting.size() > BACKLOG) {
            waiting.clear();
            end();
        }
    }

    /** After the lines that were added so far. */
    void end() {
        waiting.add(END);
    }

    /** Returns when the other side is gone, or after {@link #end}. */
    @SuppressWarnings("ReferenceEquality")
    void forward() throws IOException {
        try (lines) {
            for (String line = waiting.take(); line != END; line = waiting.take()) {
                lines.write(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
