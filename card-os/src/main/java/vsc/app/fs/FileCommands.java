// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** CREATE FILE, DELETE FILE and the life cycle of files (7816-9, 6). */
final class FileCommands {
    private static final int BY_NAME = 0x04;

    private final Session session;

    FileCommands(Session session) {
        this.session = session;
    }

    /** The new file is in the current DF, and is current. */
    ResponseApdu create(CommandApdu c) {
        FileNode df = session.selection.df();
        FileNode file = NewFile.parse(session.tree, df, c);
        session.status.require(df, file.isDf() ? Operation.CREATE_DF : Operation.CREATE_EF);
        NewFile.check(session.tree, df, file);
        session.tree.add(file);
        if (NewFile.isTemporary(file)) {
            session.temporary(file);
        }
        session.selection.select(file);
        return ResponseApdu.OK;
    }

    /** With all that is below it. Afterwards the DF that it was in is current. */
    ResponseApdu delete(CommandApdu c) {
        FileNode file = session.references.resolveOrCurrent(c);
        CardError.unless(file.number() != FileTree.MF, StatusWord.CONDITIONS_NOT_SATISFIED);
        session.status.requireDeletion(file);
        FileNode df = session.tree.parent(file);
        session.tree.delete(file);
        session.selection.select(df);
        return ResponseApdu.OK;
    }

    /** The name of the PKCS #15 application finalises the card; before that nothing else can be activated. */
    ResponseApdu activate(CommandApdu c) {
        boolean finalises = c.p1() == BY_NAME && c.data().equals(FileSystem.PKCS15_AID.value());
        if (finalises && !session.tree.state().operational()) {
            CardError.unless(c.p2() == 0, StatusWord.WRONG_P1_P2);
            Finalisation.of(session.tree, session.contents);
            return ResponseApdu.OK;
        }
        FileNode file = session.references.resolveOrCurrent(c);
        CardError.unless(session.status.lifeCycle(file) != LifeCycle.TERMINATED, StatusWord.CONDITIONS_NOT_SATISFIED);
        return change(file, Operation.ACTIVATE, LifeCycle.ACTIVATED);
    }

    ResponseApdu deactivate(CommandApdu c) {
        FileNode file = session.references.resolveOrCurrent(c);
        CardError.unless(session.status.lifeCycle(file) != LifeCycle.TERMINATED, StatusWord.CONDITIONS_NOT_SATISFIED);
        return change(file, Operation.DEACTIVATE, LifeCycle.DEACTIVATED);
    }

    /** TERMINATE DF, TERMINATE EF, and TERMINATE CARD USAGE, which is about the MF. There is no way back. */
    ResponseApdu terminate(CommandApdu c) {
        boolean card = c.ins() == Ins.TERMINATE_CARD_USAGE;
        if (card) {
            CardError.unless(c.p1p2() == 0 && c.data().isEmpty(), StatusWord.WRONG_P1_P2);
        }
        FileNode file = card ? session.tree.root() : session.references.resolveOrCurrent(c);
        CardError.unless(file.isDf() == (c.ins() != Ins.TERMINATE_EF), StatusWord.INCOMPATIBLE_FILE);
        return change(file, Operation.TERMINATE, LifeCycle.TERMINATED);
    }

    /** What belongs to a PIN is sealed to it once the file is activated. */
    private ResponseApdu change(FileNode file, Operation operation, LifeCycle next) {
        session.status.require(file, operation);
        FileNode changed = file.with(next);
        session.tree.commit(state -> state, edit -> {
            session.tree.put(edit, changed);
            session.contents.seal(edit, changed, session.tree.state());
        });
        return ResponseApdu.OK;
    }
}
