// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** SELECT, and what it tells of a file (7816-4, 7.1.1 and 7.4). */
final class SelectCommand {
    private static final int FCI = 0x6F;
    private static final int FCP = 0x62;
    private static final int OCCURRENCE = 0x03;
    private static final int WANTED = 0x0C;

    private final Session session;

    SelectCommand(Session session) {
        this.session = session;
    }

    /**
     * @throws CardError 6A82 for a file that is not there, or any but the first one of a file identifier
     */
    ResponseApdu process(CommandApdu c) {
        CardError.unless(c.p2() <= 0x0F, StatusWord.WRONG_P1_P2);
        FileNode file = session.references.resolve(c);
        CardError.unless((c.p2() & OCCURRENCE) <= 1, StatusWord.FILE_NOT_FOUND);
        session.selection.select(file);
        return new ResponseApdu(answer(file, c.p2() & WANTED), state(file));
    }

    private Bytes answer(FileNode file, int wanted) {
        return switch (wanted) {
            case 0x00 -> template(FCI, control(file), management(file));
            case 0x04 -> template(FCP, control(file), List.of());
            case 0x08 -> template(FileNode.FMD, List.of(), management(file));
            default -> Bytes.EMPTY;
        };
    }

    private static Bytes template(int tag, List<Tlv> control, List<Tlv> management) {
        return new Tlv(tag, Tlv.encodeAll(control).concat(Tlv.encodeAll(management))).encode();
    }

    /** What CREATE FILE said, with what has changed since. */
    private List<Tlv> control(FileNode file) {
        FileNode shown = file;
        if (session.status.lifeCycle(file) == LifeCycle.CREATION) {
            shown = shown.with(LifeCycle.CREATION);
        } else if (file.lifeCycleStatus() == 0) {
            shown = shown.with(LifeCycle.ACTIVATED);
        }
        if (file.number() == FileTree.IDENTIFIER) {
            int size = session.contents.read(file).length();
            shown = shown.with(Tlv.of(FileNode.SIZE, Bytes.ofInt(size, 2)));
        }
        return shown.fcp();
    }

    /** File management data, and the name of a DF in any case (7816-4, table 10). */
    private static List<Tlv> management(FileNode file) {
        return new ArrayList<>(Tlv.parseAll(file.management()));
    }

    private StatusWord state(FileNode file) {
        return switch (session.status.lifeCycle(file)) {
            case DEACTIVATED -> StatusWord.FILE_DEACTIVATED;
            case TERMINATED -> StatusWord.FILE_TERMINATED;
            case CREATION, ACTIVATED -> StatusWord.OK;
        };
    }
}
