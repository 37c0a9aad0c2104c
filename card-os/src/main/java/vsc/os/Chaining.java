// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** Command chaining and GET RESPONSE of one logical channel (ISO/IEC 7816-4, 5.3.3 and 5.3.4). */
final class Chaining {
    /** What fits into one vpcd frame of 65535 bytes beside the status word. */
    private static final int MAX_RESPONSE = 65533;

    private @Nullable CommandApdu chain;
    private ResponseApdu rest = ResponseApdu.OK;

    /**
     * Adds a command to the chain it continues. A command that does not continue the pending chain abandons it.
     *
     * @return the whole command once its last part is here
     * @throws CardError 6700 if the chain grows beyond what any command may carry
     */
    Optional<CommandApdu> join(CommandApdu command, boolean more) {
        rest = ResponseApdu.OK;
        CommandApdu begun = chain;
        Bytes before = begun != null && continues(begun, command) ? begun.data() : Bytes.EMPTY;
        chain = null;
        CardError.unless(before.length() + command.data().length() <= CommandApdu.MAX_DATA, StatusWord.WRONG_LENGTH);
        CommandApdu joined = before.isEmpty() ? command : command.withData(before.concat(command.data()));
        if (more) {
            chain = joined;
            return Optional.empty();
        }
        return Optional.of(joined);
    }

    private static boolean continues(CommandApdu begun, CommandApdu command) {
        return begun.ins() == command.ins() && begun.p1p2() == command.p1p2();
    }

    /**
     * The part of {@code response} that {@code command} has room for; what remains waits for GET RESPONSE. A command without
     * Le takes what its encoding can hold: hosts leave Le away and still expect the data with 9000.
     */
    ResponseApdu fit(CommandApdu command, ResponseApdu response) {
        int wanted = command.ne() != 0 ? command.ne() : command.extended() ? MAX_RESPONSE : 256;
        int limit = Math.min(wanted, MAX_RESPONSE);
        Bytes data = response.data();
        if (data.length() <= limit) {
            return response;
        }
        rest = new ResponseApdu(data.from(limit), response.sw());
        return new ResponseApdu(
                data.slice(0, limit), StatusWord.moreData(rest.data().length()));
    }

    /**
     * GET RESPONSE (7816-4, 7.6.1).
     *
     * @throws CardError 6985 if nothing is waiting
     */
    ResponseApdu getResponse(CommandApdu command) {
        ResponseApdu waiting = rest;
        rest = ResponseApdu.OK;
        chain = null;
        CardError.unless(command.p1p2() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(command.data().isEmpty(), StatusWord.WRONG_LENGTH);
        CardError.unless(!waiting.data().isEmpty(), StatusWord.CONDITIONS_NOT_SATISFIED);
        return fit(command, waiting);
    }
}
