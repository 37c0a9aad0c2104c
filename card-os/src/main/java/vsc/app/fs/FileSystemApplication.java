// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.os.Application;

/** The file system on one channel. The switch is the table of contents; each group of commands has a class of its own. */
final class FileSystemApplication implements Application {
    /** OpenSC deletes files of MyEID with the class of the first GSM cards. */
    private static final int GSM_CLASS = 0xA0;

    private final Session session;
    private final SelectCommand select;
    private final FileCommands files;
    private final BinaryCommands binary;
    private final RecordCommands records;
    private final RecordSearch search;
    private final DataCommands data;
    private final PinCommands pins;
    private final EnvironmentCommands environment;
    private final SecurityOperations operations;
    private final KeyAuthentication authentication;
    private final KeyCommands keys;

    FileSystemApplication(FileTree tree) {
        session = new Session(tree);
        select = new SelectCommand(session);
        files = new FileCommands(session);
        binary = new BinaryCommands(session);
        records = new RecordCommands(session);
        search = new RecordSearch(session);
        pins = new PinCommands(session);
        keys = new KeyCommands(session);
        data = new DataCommands(session, new CardCommands(session, pins, keys));
        environment = new EnvironmentCommands(session);
        operations = new SecurityOperations(session);
        authentication = new KeyAuthentication(session);
    }

    @Override
    public Bytes select() {
        return Bytes.EMPTY;
    }

    @Override
    public boolean takesClass(int cla) {
        return cla == GSM_CLASS;
    }

    @Override
    public boolean takesPart(CommandApdu part) {
        return operations.takesPart(part);
    }

    @Override
    public ResponseApdu process(CommandApdu c) {
        return switch (c.ins()) {
            case Ins.SELECT -> select.process(c);
            case Ins.CREATE_FILE -> files.create(c);
            case Ins.DELETE_FILE -> files.delete(c);
            case Ins.ACTIVATE_FILE -> files.activate(c);
            case Ins.DEACTIVATE_FILE -> files.deactivate(c);
            case Ins.TERMINATE_DF, Ins.TERMINATE_EF, Ins.TERMINATE_CARD_USAGE -> files.terminate(c);
            case Ins.READ_BINARY, Ins.READ_BINARY_ODD -> binary.read(c);
            case Ins.UPDATE_BINARY, Ins.UPDATE_BINARY_ODD -> binary.update(c);
            case Ins.WRITE_BINARY, Ins.WRITE_BINARY_ODD -> binary.write(c);
            case Ins.ERASE_BINARY, Ins.ERASE_BINARY_ODD -> binary.erase(c);
            case Ins.SEARCH_BINARY, Ins.SEARCH_BINARY_ODD -> binary.search(c);
            case Ins.READ_RECORDS, Ins.READ_RECORDS_ODD -> records.read(c);
            case Ins.UPDATE_RECORD, Ins.UPDATE_RECORD_ODD -> records.update(c);
            case Ins.WRITE_RECORD -> records.write(c);
            case Ins.APPEND_RECORD -> records.append(c);
            case Ins.ERASE_RECORDS -> records.erase(c);
            case Ins.SEARCH_RECORD -> search.process(c);
            case Ins.GET_DATA_EVEN, Ins.GET_DATA -> data.get(c);
            case Ins.PUT_DATA_EVEN, Ins.PUT_DATA -> data.put(c);
            case Ins.VERIFY -> pins.verify(c);
            case Ins.CHANGE_REFERENCE_DATA -> pins.change(c);
            case Ins.RESET_RETRY_COUNTER -> pins.resetRetryCounter(c);
            case Ins.DEAUTHENTICATE -> pins.logOut(c);
            case Ins.MANAGE_SECURITY_ENVIRONMENT -> environment.process(c);
            case Ins.PERFORM_SECURITY_OPERATION -> operations.process(c);
            case Ins.GENERATE_KEY_PAIR_EVEN, Ins.GENERATE_ASYMMETRIC_KEY_PAIR -> keys.generate(c);
            case Ins.GENERAL_AUTHENTICATE_EVEN, Ins.GENERAL_AUTHENTICATE -> authentication.agree(c);
            case Ins.INTERNAL_AUTHENTICATE -> authentication.internal(c);
            case Ins.EXTERNAL_AUTHENTICATE -> authentication.external(c);
            case Ins.GET_CHALLENGE -> authentication.challenge(c);
            default -> throw new CardError(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    @Override
    public void deselect() {
        session.end();
    }
}
