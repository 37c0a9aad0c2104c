// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import vsc.app.fs.FileTree.Part;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** MANAGE SECURITY ENVIRONMENT (7816-4, 11.6.11). */
final class EnvironmentCommands {
    private static final int FUNCTION = 0x0F;
    private static final int SET = 0x01;
    private static final int STORE = 0xF2;
    private static final int RESTORE = 0xF3;
    private static final int ERASE = 0xF4;
    private static final int MAX_NUMBER = 0xEF;

    /** The tags of control reference templates. */
    static final int AUTHENTICATION = 0xA4;

    static final int KEY_AGREEMENT = 0xA6;
    static final int HASH = 0xAA;
    static final int CHECKSUM = 0xB4;
    static final int SIGNATURE = 0xB6;
    static final int CONFIDENTIALITY = 0xB8;

    private static final List<Integer> TEMPLATES =
            List.of(AUTHENTICATION, KEY_AGREEMENT, HASH, CHECKSUM, SIGNATURE, CONFIDENTIALITY);

    private final Session session;

    EnvironmentCommands(Session session) {
        this.session = session;
    }

    /**
     * @throws CardError 6A88 for an environment that is not stored, 6A86 for a template that is not known
     */
    ResponseApdu process(CommandApdu c) {
        switch (c.p1()) {
            case STORE -> change(c, stored -> stored.put(c.p2(), session.environment()));
            case RESTORE ->
                session.environment(SecurityEnvironment.find(session.tree, session.selection.df(), number(c))
                        .orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND)));
            case ERASE ->
                change(c, stored -> {
                    CardError.unless(stored.containsKey(c.p2()), StatusWord.REFERENCED_DATA_NOT_FOUND);
                    stored.remove(c.p2());
                });
            default -> set(c);
        }
        session.cipherState(Bytes.EMPTY);
        return ResponseApdu.OK;
    }

    private void set(CommandApdu c) {
        CardError.unless((c.p1() & FUNCTION) == SET, StatusWord.WRONG_P1_P2);
        CardError.unless(TEMPLATES.contains(c.p2()), StatusWord.WRONG_P1_P2);
        ControlReference template = new ControlReference(c.p1() & ~FUNCTION, Tlv.parseAll(c.data()));
        session.environment(session.environment().with(c.p2(), template));
    }

    private static int number(CommandApdu c) {
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        CardError.unless(c.p2() >= 1 && c.p2() <= MAX_NUMBER, StatusWord.WRONG_P1_P2);
        return c.p2();
    }

    private void change(CommandApdu c, Consumer<SortedMap<Integer, SecurityEnvironment>> change) {
        number(c);
        FileNode df = session.selection.df();
        session.status.require(df, Operation.PUT_DATA);
        SortedMap<Integer, SecurityEnvironment> stored = SecurityEnvironment.stored(session.tree, df);
        change.accept(stored);
        Bytes encoded = SecurityEnvironment.encode(stored);
        session.tree.commit(
                state -> state, edit -> edit.putPublic(FileTree.id(df.number(), Part.ENVIRONMENTS), encoded));
    }
}
