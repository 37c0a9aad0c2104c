// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;
import vsc.os.Application;
import vsc.os.InstalledApplication;

/** OpenPGP while it is selected. The switch is the table of contents; each group of commands has a class of its own. */
public final class OpenPgpApplication implements Application {
    private static final int FCI = 0x6F;
    private static final int DF_NAME = 0x84;

    private final ObjectStore store;
    private final Aid aid;
    private final SecurityStatus status = new SecurityStatus();
    private final PasswordCommands passwords;
    private final Certificates certificates;
    private final DataCommands data;
    private final KeyCommands keys;
    private final KeyUse keyUse;
    private final LifeCycle lifeCycle;

    private OpenPgpApplication(ObjectStore store, Aid aid, Dialect dialect) {
        this.store = store;
        this.aid = aid;
        this.passwords = new PasswordCommands(store, status);
        this.certificates = new Certificates(store);
        this.data = new DataCommands(store, status, certificates, new Templates(store, aid.value()), dialect);
        this.keys = new KeyCommands(store, status);
        this.keyUse = new KeyUse(store, status);
        this.lifeCycle = new LifeCycle(store, status);
    }

    /**
     * @param aid a whole one, with the serial number
     */
    public static InstalledApplication installed(ObjectStore store, Aid aid, Dialect dialect) {
        return new InstalledApplication(aid, () -> new OpenPgpApplication(store, aid, dialect));
    }

    @Override
    public Bytes select() {
        return Tlv.of(FCI, Tlv.of(DF_NAME, aid.value())).encode();
    }

    /** 6285 tells that the application is terminated (7.2.16). */
    @Override
    public StatusWord selectionStatus() {
        return LifeCycle.isTerminated(store) ? StatusWord.FILE_TERMINATED : StatusWord.OK;
    }

    @Override
    public ResponseApdu process(CommandApdu c) {
        if (LifeCycle.isTerminated(store) && c.ins() != Ins.ACTIVATE_FILE) {
            throw new CardError(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        return switch (c.ins()) {
            case Ins.VERIFY -> passwords.verify(c);
            case Ins.CHANGE_REFERENCE_DATA -> passwords.change(c);
            case Ins.RESET_RETRY_COUNTER -> passwords.resetRetryCounter(c);
            case Ins.SELECT_DATA -> certificates.select(c);
            case Ins.GET_DATA_EVEN -> data.get(c);
            case Ins.GET_NEXT_DATA -> certificates.next(c);
            case Ins.PUT_DATA_EVEN -> data.put(c);
            case Ins.PUT_DATA -> keys.importKey(c);
            case Ins.GENERATE_ASYMMETRIC_KEY_PAIR -> keys.generate(c);
            case Ins.PERFORM_SECURITY_OPERATION -> keyUse.operation(c);
            case Ins.INTERNAL_AUTHENTICATE -> keyUse.internalAuthenticate(c);
            case Ins.MANAGE_SECURITY_ENVIRONMENT -> keyUse.manageSecurityEnvironment(c);
            case Ins.GET_CHALLENGE -> challenge(c);
            case Ins.TERMINATE_DF -> lifeCycle.terminate(c);
            case Ins.ACTIVATE_FILE -> lifeCycle.activate(c);
            case Ins.SELECT -> throw new CardError(StatusWord.FILE_NOT_FOUND);
            default -> throw new CardError(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    /** GET CHALLENGE (7.2.15): as many bytes as are wanted, up to what the extended capabilities announce. */
    private static ResponseApdu challenge(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty() && c.ne() > 0, StatusWord.WRONG_LENGTH);
        return ResponseApdu.of(OpenPgp.random(Math.min(c.ne(), Templates.MAX_CHALLENGE)));
    }

    @Override
    public void deselect() {
        status.clear();
    }
}
