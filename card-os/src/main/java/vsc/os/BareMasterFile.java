// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** What is selected at power-up on a card without a file system: an MF with nothing in it that can be selected. */
final class BareMasterFile implements Application {
    static final Bytes FILE_ID = Bytes.of(0x3F, 0x00);

    static final InstalledApplication INSTALLED = InstalledApplication.masterFile(BareMasterFile::new, List::of);

    private static final int FCP = 0x62;
    private static final int FCI = 0x6F;
    private static final int DEDICATED_FILE = 0x38;

    @Override
    public Bytes select() {
        return Bytes.EMPTY;
    }

    @Override
    public ResponseApdu process(CommandApdu command) {
        CardError.unless(command.ins() == Ins.SELECT, StatusWord.INS_NOT_SUPPORTED);
        CardError.unless(command.p1() == 0 && command.p2() <= 0x0F, StatusWord.WRONG_P1_P2);
        CardError.unless(command.data().isEmpty() || command.data().equals(FILE_ID), StatusWord.FILE_NOT_FOUND);
        return switch (command.p2() & 0x0C) {
            case 0x00 -> ResponseApdu.of(template(FCI));
            case 0x04 -> ResponseApdu.of(template(FCP));
            default -> ResponseApdu.OK;
        };
    }

    private static Bytes template(int tag) {
        return Tlv.of(tag, Tlv.of(0x82, Bytes.of(DEDICATED_FILE)), Tlv.of(0x83, FILE_ID))
                .encode();
    }

    @Override
    public void deselect() {}
}
