// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import vsc.iso.Bytes;
import vsc.iso.ResponseApdu;
import vsc.os.ExchangeListener;

/**
 * Writes down what goes over the wire, as a dialogue that can be replayed on a copy of the card as it was before: each
 * exchange is a comment with time, duration and meaning, the command, and the answer. Secrets are names, and what the card
 * answers otherwise each time is a wildcard.
 */
public final class Trace implements ExchangeListener {
    private static final int HEADER = 4;

    private final Consumer<String> lines;
    private final CardState card = new CardState();
    private final Map<Integer, TracedChannel> channels = new HashMap<>();
    private boolean wasReset;

    /**
     * @param lines takes the text line by line; the first one at once
     */
    public Trace(Consumer<String> lines) {
        this.lines = lines;
        lines.accept("# Trace begun " + Instant.now());
    }

    @Override
    public synchronized void reset() {
        wasReset = true;
        channels.clear();
    }

    @Override
    public synchronized void exchanged(Bytes command, Bytes response, long nanoseconds) {
        if (wasReset) {
            wasReset = false;
            lines.accept("reset");
        }
        TracedChannel channel = channels.computeIfAbsent(
                command.isEmpty() ? 0 : Frame.channel(command.at(0)), number -> new TracedChannel(card, number));
        ResponseApdu answer = ResponseApdu.parse(response);
        TracedChannel.Exchange text = channel.exchange(command, answer);
        lines.accept("# %s %.3f ms %s -> %s".formatted(Instant.now(), nanoseconds / 1e6, name(command), answer.sw()));
        lines.accept("> " + text.command());
        lines.accept("< " + text.answer());
    }

    private static String name(Bytes command) {
        if (command.length() < HEADER) {
            return "malformed command";
        }
        String known = Instructions.of(command.at(1)).standardName();
        String part = (command.at(0) & 0x10) != 0 ? " (part)" : "";
        return (known.isEmpty() ? "INS %02X".formatted(command.at(1)) : known) + part;
    }
}
