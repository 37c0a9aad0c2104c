// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** The logical channels of one session, and MANAGE CHANNEL (ISO/IEC 7816-4, 7.1.2). Channel 0 is always open. */
final class LogicalChannels {
    /** All that a class byte can name. */
    static final int COUNT = 20;

    private static final int CLOSE = 0x80;

    private final InstalledApplication initial;
    private final @Nullable LogicalChannel[] channels = new @Nullable LogicalChannel[COUNT];

    LogicalChannels(InstalledApplication initial) {
        this.initial = initial;
        channels[0] = new LogicalChannel(initial);
    }

    /**
     * @throws CardError 6881 if the channel is not open
     */
    LogicalChannel get(int number) {
        LogicalChannel channel = channels[number];
        if (channel == null) {
            throw new CardError(StatusWord.CHANNEL_NOT_SUPPORTED);
        }
        return channel;
    }

    /**
     * @param from the channel the command came on
     * @throws CardError 6A86 for a P1-P2 that names no channel, 6A81 if it is taken or all are, 6C01 without Le
     */
    ResponseApdu manage(CommandApdu command, int from) {
        CardError.unless(command.data().isEmpty(), StatusWord.WRONG_LENGTH);
        int number = command.p2();
        CardError.unless(number < COUNT, StatusWord.WRONG_P1_P2);
        if (command.p1() == CLOSE) {
            return close(number == 0 ? from : number);
        }
        CardError.unless(command.p1() == 0, StatusWord.WRONG_P1_P2);
        if (number == 0) {
            CardError.unless(command.ne() != 0, StatusWord.wrongLe(1));
            return ResponseApdu.of(Bytes.of(open(firstFree(), from)));
        }
        open(number, from);
        return ResponseApdu.OK;
    }

    private int firstFree() {
        int number = 1;
        while (number < COUNT && channels[number] != null) {
            number++;
        }
        return number;
    }

    /** A channel opened from channel 0 starts as after a reset; from another one it starts with that one's application. */
    private int open(int number, int from) {
        CardError.unless(number < COUNT && channels[number] == null, StatusWord.FUNCTION_NOT_SUPPORTED);
        channels[number] = new LogicalChannel(from == 0 ? initial : get(from).selected());
        return number;
    }

    private ResponseApdu close(int number) {
        CardError.unless(number != 0, StatusWord.WRONG_P1_P2);
        LogicalChannel channel = channels[number];
        if (channel == null) {
            return ResponseApdu.of(StatusWord.NOTHING_CHANGED);
        }
        channel.close();
        channels[number] = null;
        return ResponseApdu.OK;
    }

    void closeAll() {
        for (LogicalChannel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
