// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Transport;

/** Commands and answers of any length over a card that may know short APDUs only. */
final class CommandExchange {
    private static final int MAX_SHORT = 255;
    private static final int MORE_PARTS = 0x10;

    /** An answer longer than this is a card that does not stop. */
    private static final int MAX_ROUNDS = 300;

    private final Transport transport;

    CommandExchange(Transport transport) {
        this.transport = transport;
    }

    /** Chains what is longer than one short command, and collects what comes by 61xx. */
    ResponseApdu send(int ins, int p1, int p2, Bytes data) throws IOException {
        int at = 0;
        while (data.length() - at > MAX_SHORT) {
            ResponseApdu part =
                    exchange(new CommandApdu(MORE_PARTS, ins, p1, p2, data.slice(at, at + MAX_SHORT), 0, false));
            if (!part.sw().equals(StatusWord.OK)) {
                return part;
            }
            at += MAX_SHORT;
        }
        return collect(exchange(new CommandApdu(0, ins, p1, p2, data.from(at), 256, false)));
    }

    private ResponseApdu collect(ResponseApdu first) throws IOException {
        List<Bytes> parts = new ArrayList<>();
        ResponseApdu response = first;
        while (response.sw().value() >> 8 == 0x61 && parts.size() < MAX_ROUNDS) {
            parts.add(response.data());
            int ne = (response.sw().value() & 0xFF) == 0 ? 256 : response.sw().value() & 0xFF;
            response = exchange(new CommandApdu(0, Ins.GET_RESPONSE, 0, 0, Bytes.EMPTY, ne, false));
        }
        parts.add(response.data());
        return new ResponseApdu(Bytes.EMPTY.concat(parts.toArray(Bytes[]::new)), response.sw());
    }

    private ResponseApdu exchange(CommandApdu command) throws IOException {
        return ResponseApdu.parse(transport.transmit(command.encode()));
    }
}
