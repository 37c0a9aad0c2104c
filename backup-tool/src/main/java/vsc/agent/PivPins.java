// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.agent;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vsc.app.piv.Piv;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.PinState;
import vsc.model.VscException;

/** The PIN and PUK of a PIV card. A value that was refused is never sent again by itself. */
public final class PivPins {
    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int TRIES = 0x06;
    private static final byte PADDING = (byte) 0xFF;

    private final CommandExchange exchange;

    PivPins(CommandExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * VERIFY.
     *
     * @param pin without padding
     * @throws VscException {@link Failure#WRONG_PIN}, {@link Failure#PIN_BLOCKED} or {@link Failure#BAD_PIN_FORMAT}
     */
    public void verify(Secret pin) throws IOException, VscException {
        require(send(Ins.VERIFY, PIN, pin), "PIN");
    }

    /** CHANGE REFERENCE DATA for the PIN; errors as {@link #verify}. */
    public void changePin(Secret pin, Secret newPin) throws IOException, VscException {
        require(send(Ins.CHANGE_REFERENCE_DATA, PIN, pin, newPin), "PIN");
    }

    /** CHANGE REFERENCE DATA for the PUK; errors as {@link #verify}. */
    public void changePuk(Secret puk, Secret newPuk) throws IOException, VscException {
        require(send(Ins.CHANGE_REFERENCE_DATA, PUK, puk, newPuk), "PUK");
    }

    /** RESET RETRY COUNTER: a new PIN for the PUK; errors as {@link #verify}. */
    public void unblock(Secret puk, Secret newPin) throws IOException, VscException {
        require(send(Ins.RESET_RETRY_COUNTER, PIN, puk, newPin), "PUK");
    }

    /** Yubico's SET RETRIES, after {@link #verify} and authentication with 9B: PIN and PUK fall back to the defaults. */
    public void setRetries(int pinTries, int pukTries) throws IOException, VscException {
        ResponseApdu answer = exchange.send(Ins.YUBICO_SET_RETRIES, pinTries, pukTries, Bytes.EMPTY);
        PivAgent.require(answer, "set the numbers of tries");
    }

    /** The counter of the PIN, where the card tells it. */
    public Optional<PinState> pinState() throws IOException {
        return state(PIN);
    }

    /** The counter of the PUK, where the card tells it. */
    public Optional<PinState> pukState() throws IOException {
        return state(PUK);
    }

    private Optional<PinState> state(int reference) throws IOException {
        ResponseApdu answer = exchange.send(Ins.YUBICO_GET_METADATA, 0, reference, Bytes.EMPTY);
        List<Tlv> fields = answer.sw().equals(StatusWord.OK) ? Tlv.parseAll(answer.data()) : List.of();
        return Tlv.find(fields, TRIES).map(tries -> new PinState(tries.at(1), tries.at(0)));
    }

    private StatusWord send(int ins, int reference, Secret... values) throws IOException, VscException {
        byte[] data = new byte[values.length * Piv.PIN_LENGTH];
        Arrays.fill(data, PADDING);
        for (int i = 0; i < values.length; i++) {
            if (values[i].length() > Piv.PIN_LENGTH) {
                throw new VscException(Failure.BAD_PIN_FORMAT, "A PIV PIN or PUK has at most 8 characters.");
            }
            System.arraycopy(values[i].expose(), 0, data, i * Piv.PIN_LENGTH, values[i].length());
        }
        StatusWord sw = exchange.send(ins, 0, reference, Bytes.adopt(data)).sw();
        Arrays.fill(data, (byte) 0);
        return sw;
    }

    private static void require(StatusWord sw, String name) throws VscException {
        boolean pin = name.equals("PIN");
        if (sw.equals(StatusWord.AUTHENTICATION_METHOD_BLOCKED)) {
            throw new VscException(
                    pin ? Failure.PIN_BLOCKED : Failure.PUK_BLOCKED,
                    "The %s of this card is blocked: no tries are left.".formatted(name));
        }
        if ((sw.value() & 0xFFF0) == 0x63C0) {
            throw new VscException(
                    pin ? Failure.WRONG_PIN : Failure.WRONG_PUK,
                    "The %s is wrong; %d tries are left.".formatted(name, sw.value() & 0xF));
        }
        if (sw.equals(StatusWord.WRONG_DATA)) {
            throw new VscException(Failure.BAD_PIN_FORMAT, "A PIV PIN has 6 to 8 digits, a PUK 6 to 8 characters.");
        }
        PivAgent.require(ResponseApdu.of(sw), "take the " + name);
    }
}
