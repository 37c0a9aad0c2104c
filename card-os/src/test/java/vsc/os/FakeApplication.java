// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.List;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/**
 * An application that answers as its commands tell it, and writes down when it comes and goes. P1-P2 is the argument: 02
 * answers that many bytes, 04 its own data, 06 keeps P2, 08 answers what it keeps, 0A ends with the status word P1-P2, 0C
 * answers its data with it, 0E fails in an unexpected way.
 */
final class FakeApplication implements Application {
    private final Aid aid;
    private final List<String> diary;
    private int kept;

    private FakeApplication(Aid aid, List<String> diary) {
        this.aid = aid;
        this.diary = diary;
    }

    static InstalledApplication installed(String aid, List<String> diary) {
        return new InstalledApplication(Aid.hex(aid), () -> new FakeApplication(Aid.hex(aid), diary));
    }

    @Override
    public Bytes select() {
        diary.add("select " + aid);
        return aid.value();
    }

    @Override
    public ResponseApdu process(CommandApdu command) {
        return switch (command.ins()) {
            case 0x02 -> ResponseApdu.of(counting(command.p1p2()));
            case 0x04 -> ResponseApdu.of(command.data());
            case 0x06 -> {
                kept = command.p2();
                yield ResponseApdu.OK;
            }
            case 0x08 -> ResponseApdu.of(Bytes.of(kept));
            case 0x0A -> throw new CardError(new StatusWord(command.p1p2()));
            case 0x0C -> new ResponseApdu(command.data(), new StatusWord(command.p1p2()));
            case 0x0E -> throw new IllegalStateException("made for the test");
            default -> throw new CardError(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    /** 00 01 02 ... as far as asked. */
    static Bytes counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return Bytes.adopt(bytes);
    }

    @Override
    public void deselect() {
        diary.add("deselect " + aid);
    }
}
