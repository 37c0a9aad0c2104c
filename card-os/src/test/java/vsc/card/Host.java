// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.ArrayList;
import java.util.List;
import vsc.dialogue.Replay;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.os.Card;

/** A host that sends whole commands in one way of the several that hosts have. */
public record Host(Card card, Encoding encoding) {
    /** How a command of any length travels. */
    public enum Encoding {
        /** Chained where it is long; the answer is collected by GET RESPONSE. */
        SHORT(255, 256),
        /** One command, one answer. */
        EXTENDED(65535, 65536),
        /** Chained in small pieces, and the answer taken in small pieces: legal, if unusual. */
        PIECES(17, 23);

        private final int room;
        private final int wanted;

        Encoding(int room, int wanted) {
            this.room = room;
            this.wanted = wanted;
        }
    }

    private static final int MORE_PARTS = 0x10;
    private static final int MAX_ROUNDS = 5000;

    public static Host of(Card card) {
        return new Host(card, Encoding.SHORT);
    }

    /** The same for a replay, whose commands are whole ones. */
    static Replay.Partner partner(Card card, Encoding encoding) {
        Host host = new Host(card, encoding);
        return new Replay.Partner() {
            @Override
            public Bytes transmit(Bytes command) {
                return Bytes.adopt(host.send(CommandApdu.parse(command)).toArray());
            }

            @Override
            public void reset() {
                card.reset();
            }
        };
    }

    /** A whole command and its whole answer, both in hexadecimal. */
    public String send(String command) {
        ResponseApdu response = send(CommandApdu.parse(Bytes.hex(command)));
        return Bytes.adopt(response.toArray()).toString();
    }

    public ResponseApdu send(CommandApdu whole) {
        Bytes data = whole.data();
        int at = 0;
        while (data.length() - at > encoding.room) {
            Bytes part = data.slice(at, at + encoding.room);
            ResponseApdu response = exchange(command(whole.cla() | MORE_PARTS, whole, part, 0));
            if (!response.equals(ResponseApdu.OK)) {
                return response;
            }
            at += encoding.room;
        }
        int ne = whole.ne() >= 256 ? encoding.wanted : whole.ne();
        return collect(whole.cla(), exchange(command(whole.cla(), whole, data.from(at), ne)));
    }

    private CommandApdu command(int cla, CommandApdu whole, Bytes data, int ne) {
        return new CommandApdu(cla, whole.ins(), whole.p1(), whole.p2(), data, ne, encoding == Encoding.EXTENDED);
    }

    private ResponseApdu collect(int cla, ResponseApdu first) {
        List<Bytes> parts = new ArrayList<>();
        ResponseApdu response = first;
        while (response.sw().value() >> 8 == 0x61 && parts.size() < MAX_ROUNDS) {
            parts.add(response.data());
            response = exchange(new CommandApdu(
                    cla, Ins.GET_RESPONSE, 0, 0, Bytes.EMPTY, encoding.wanted, encoding == Encoding.EXTENDED));
        }
        parts.add(response.data());
        return new ResponseApdu(Bytes.EMPTY.concat(parts.toArray(Bytes[]::new)), response.sw());
    }

    private ResponseApdu exchange(CommandApdu command) {
        return ResponseApdu.parse(card.transmit(command.encode()));
    }

    /** One command of a single purpose, with data and an answer. */
    public ResponseApdu send(int ins, int p1, int p2, Bytes data) {
        return send(CommandApdu.of(0, ins, p1, p2, data, 256));
    }

    /** The status word alone. */
    public StatusWord status(String command) {
        return send(CommandApdu.parse(Bytes.hex(command))).sw();
    }
}
