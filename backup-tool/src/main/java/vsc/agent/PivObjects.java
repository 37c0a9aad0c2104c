// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.agent;

import java.io.IOException;
import java.util.Optional;
import vsc.app.piv.PivObject;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.VscException;

/** The data objects of a PIV card. */
public final class PivObjects {
    private static final int CURRENT_DF = 0xFF;
    private static final int TAG_LIST = 0x5C;
    private static final int VALUE = 0x53;

    private final CommandExchange exchange;

    PivObjects(CommandExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * What an object holds; a protected one needs the PIN before.
     *
     * @return without the outer tag, empty if there is no such object
     */
    public Optional<Bytes> read(PivObject object) throws IOException, VscException {
        ResponseApdu answer = exchange.send(Ins.GET_DATA, 0x3F, CURRENT_DF, tagList(object));
        if (answer.sw().equals(StatusWord.FILE_NOT_FOUND)) {
            return Optional.empty();
        }
        Bytes data = PivAgent.require(answer, "read object " + object.name());
        return Optional.of(Tlv.parseOne(data, outerTag(object)).value());
    }

    /** Whether an object is there; unknown for a protected one as long as the PIN was not verified. */
    public Optional<Boolean> isThere(PivObject object) throws IOException, VscException {
        ResponseApdu answer = exchange.send(Ins.GET_DATA, 0x3F, CURRENT_DF, tagList(object));
        if (answer.sw().equals(StatusWord.SECURITY_STATUS_NOT_SATISFIED)) {
            return Optional.empty();
        }
        return Optional.of(!answer.sw().equals(StatusWord.FILE_NOT_FOUND));
    }

    /**
     * Writes an object, or removes it; needs {@link PivAgent#authenticate}.
     *
     * @param value without the outer tag; empty to remove the object
     */
    public void write(PivObject object, Bytes value) throws IOException, VscException {
        Bytes data = tagList(object).concat(Tlv.of(outerTag(object), value).encode());
        PivAgent.require(exchange.send(Ins.PUT_DATA, 0x3F, CURRENT_DF, data), "write object " + object.name());
    }

    private static Bytes tagList(PivObject object) {
        return Tlv.of(TAG_LIST, Tlv.encodeTag(object.tag())).encode();
    }

    private static int outerTag(PivObject object) {
        return object.wrapped() ? VALUE : object.tag();
    }
}
