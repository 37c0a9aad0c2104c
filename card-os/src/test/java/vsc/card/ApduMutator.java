// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;

/** Makes endless new commands out of real ones: some as they are, most a little wrong, a few very wrong. */
public final class ApduMutator {
    private static final int MAX_CHANGES = 3;
    private static final int MAX_LENGTH = 4000;
    private static final int[] TELLING = {0x00, 0x01, 0x02, 0x0F, 0x10, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFE, 0xFF};

    private final List<Bytes> commands;
    private final int[] weightsUpTo;
    private final Random random;

    /**
     * @param commands what real hosts send
     * @param weight how often a command is to be the origin of a new one, compared with others
     */
    public ApduMutator(List<Bytes> commands, ToIntFunction<Bytes> weight, Random random) {
        this.commands = List.copyOf(commands);
        this.random = random;
        this.weightsUpTo = commands.stream().mapToInt(weight).toArray();
        Arrays.parallelPrefix(weightsUpTo, Integer::sum);
    }

    /** A command, at most some thousand bytes long. */
    public Bytes next() {
        Bytes command = pick();
        for (int changes = random.nextInt(MAX_CHANGES + 1); changes > 0; changes--) {
            command = random.nextInt(4) == 0 ? changeWire(command) : changeCommand(command);
        }
        return command.length() > MAX_LENGTH ? command.slice(0, MAX_LENGTH) : command;
    }

    private Bytes pick() {
        int at = Arrays.binarySearch(weightsUpTo, 1 + random.nextInt(weightsUpTo[weightsUpTo.length - 1]));
        int insertion = at < 0 ? -at - 1 : at;
        while (insertion > 0 && weightsUpTo[insertion - 1] == weightsUpTo[insertion]) {
            insertion--;
        }
        return commands.get(insertion);
    }

    /** Without regard to what the bytes mean. */
    private Bytes changeWire(Bytes apdu) {
        Bytes other = pick();
        return switch (random.nextInt(6)) {
            case 0 -> apdu.slice(0, position(apdu));
            case 1 -> apdu.concat(noise(1 + random.nextInt(8)));
            case 2 -> apdu.slice(0, position(apdu)).concat(other.from(position(other)));
            case 3 -> apdu.length() > 4 ? replace(apdu, 4, telling()) : apdu;
            case 4 -> other.slice(0, Math.min(4, other.length())).concat(apdu.from(Math.min(4, apdu.length())));
            default -> changeBytes(apdu);
        };
    }

    /** The lengths of the command follow its change. */
    private Bytes changeCommand(Bytes apdu) {
        CommandApdu c;
        try {
            c = CommandApdu.parse(apdu);
        } catch (CardError malformed) {
            return changeWire(apdu);
        }
        return switch (random.nextInt(9)) {
            case 0 -> with(c, c.cla() ^ 0x10, c.data()).encode();
            case 1 ->
                with(c, random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(4), c.data())
                        .encode();
            case 2 ->
                new CommandApdu(
                                c.cla(),
                                c.ins(),
                                c.p1(),
                                c.p2(),
                                c.data(),
                                c.ne(),
                                !c.extended() || c.data().length() > 255 || c.ne() > 256)
                        .encode();
            case 3 ->
                new CommandApdu(c.cla(), c.ins(), c.p1(), c.p2(), c.data(), random.nextInt(257), c.extended()).encode();
            case 4 -> new CommandApdu(c.cla(), c.ins(), telling(), c.p2(), c.data(), c.ne(), c.extended()).encode();
            case 5 -> new CommandApdu(c.cla(), c.ins(), c.p1(), telling(), c.data(), c.ne(), c.extended()).encode();
            default -> with(c, c.cla(), changeData(c.data())).encode();
        };
    }

    private static CommandApdu with(CommandApdu c, int cla, Bytes data) {
        return new CommandApdu(cla, c.ins(), c.p1(), c.p2(), data, c.ne(), c.extended() || data.length() > 255);
    }

    private Bytes changeData(Bytes data) {
        int at = position(data);
        return switch (random.nextInt(6)) {
            case 0 -> data.slice(0, at);
            case 1 -> data.slice(0, at).concat(noise(1 + random.nextInt(4)), data.from(at));
            case 2 -> data.concat(data.slice(Math.min(at, data.length()), data.length()));
            case 3 -> data.slice(0, at).concat(data.from(Math.min(data.length(), at + 1 + random.nextInt(4))));
            default -> changeBytes(data);
        };
    }

    /** A flipped bit, another byte, or a length that is one more or less. */
    private Bytes changeBytes(Bytes bytes) {
        if (bytes.isEmpty()) {
            return noise(1);
        }
        int at = random.nextInt(random.nextBoolean() ? bytes.length() : Math.min(bytes.length(), 12));
        return switch (random.nextInt(4)) {
            case 0 -> replace(bytes, at, bytes.at(at) ^ 1 << random.nextInt(8));
            case 1 -> replace(bytes, at, random.nextInt(256));
            case 2 -> replace(bytes, at, telling());
            default -> replace(bytes, at, bytes.at(at) + (random.nextBoolean() ? 1 : -1));
        };
    }

    private static Bytes replace(Bytes bytes, int at, int value) {
        return bytes.slice(0, at).concat(Bytes.of(value), bytes.from(at + 1));
    }

    private int position(Bytes bytes) {
        return random.nextInt(bytes.length() + 1);
    }

    private int telling() {
        return random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(256);
    }

    private Bytes noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return Bytes.adopt(noise);
    }
}
