// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.util.Arrays;
import java.util.List;
import vsc.iso.Aid;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.os.Application;
import vsc.os.Card;
import vsc.os.InstalledApplication;

/** A card with one small application: VERIFY opens it, GET DATA needs that, ECHO and PRODUCE move bytes. */
final class TestCard {
    static final Aid AID = Aid.hex("F0 56 53 43 01");
    static final Bytes SELECT =
            CommandApdu.of(0, Ins.SELECT, 4, 0, AID.value(), 0).encode();
    static final Bytes VERIFY =
            CommandApdu.of(0, Ins.VERIFY, 0, 0x80, Bytes.EMPTY, 0).encode();
    static final Bytes GET_DATA =
            CommandApdu.of(0, Ins.GET_DATA, 0, 0, Bytes.EMPTY, 256).encode();
    static final Bytes FAIL = Bytes.of(0, 0x0D, 0, 0);
    static final Bytes OK = Bytes.of(0x90, 0x00);
    static final Bytes SECRET = Bytes.ascii("open").concat(OK);
    static final Bytes LOCKED = Bytes.of(0x69, 0x82);
    static final Bytes NOT_SELECTED = Bytes.of(0x6D, 0x00);

    private static final int FAIL_INS = 0x0D;
    private static final int ECHO_INS = 0x0E;
    private static final int PRODUCE_INS = 0x1E;

    private TestCard() {}

    /**
     * @param historical distinguishes one card from another
     */
    static Card named(String historical) {
        InstalledApplication installed = new InstalledApplication(AID, TestApplication::new);
        return new Card(Atr.withHistoricalBytes(Bytes.ascii(historical)), List.of(installed), () -> {});
    }

    /** Answered with {@code data}. */
    static Bytes echo(Bytes data) {
        return CommandApdu.of(0, ECHO_INS, 0, 0, data, data.length() > 255 ? 65536 : 256)
                .encode();
    }

    /** Answered with {@code length} bytes of 5A. */
    static Bytes produce(int length) {
        return CommandApdu.of(0, PRODUCE_INS, length >> 8, length & 0xFF, Bytes.EMPTY, 65536)
                .encode();
    }

    private static final class TestApplication implements Application {
        private boolean verified;

        @Override
        public Bytes select() {
            return Bytes.EMPTY;
        }

        @Override
        public ResponseApdu process(CommandApdu command) {
            return switch (command.ins()) {
                case Ins.VERIFY -> {
                    verified = true;
                    yield ResponseApdu.OK;
                }
                case Ins.GET_DATA -> {
                    CardError.unless(verified, StatusWord.SECURITY_STATUS_NOT_SATISFIED);
                    yield ResponseApdu.of(Bytes.ascii("open"));
                }
                case ECHO_INS -> ResponseApdu.of(command.data());
                case PRODUCE_INS -> ResponseApdu.of(filled(command.p1p2()));
                case FAIL_INS -> throw new AssertionError("on purpose");
                default -> throw new CardError(StatusWord.INS_NOT_SUPPORTED);
            };
        }

        private static Bytes filled(int length) {
            byte[] data = new byte[length];
            Arrays.fill(data, (byte) 0x5A);
            return Bytes.adopt(data);
        }

        @Override
        public void deselect() {
            verified = false;
        }
    }
}
