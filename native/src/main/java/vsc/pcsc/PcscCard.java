// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import vsc.iso.Bytes;
import vsc.iso.Transport;
import vsc.model.VscException;

/**
 * A card in a reader (SCARDHANDLE), shared with other programs except within a transaction. For one thread.
 *
 * <p>Where another program has reset the card, what was selected and verified is gone. A SELECT by name begins anew anyway
 * and is sent again; anything else ends with {@link CardLostException}, above all a PIN, which is never sent twice.
 */
public final class PcscCard implements Transport, AutoCloseable {
    static final long SHARED = 2;

    /** T=0 or T=1. */
    static final long ANY_PROTOCOL = 3;

    private static final long LEAVE_CARD = 0;
    private static final Bytes SELECT_BY_NAME = Bytes.hex("00 A4 04");

    /** The longest response there is: 65,536 bytes and a status word. */
    private static final int MAX_RESPONSE = 65538;

    private final Winscard library;
    private final String reader;
    private final long handle;
    private final Memory response = new Memory(MAX_RESPONSE);
    private final Memory length = Winscard.words();
    private final Memory protocolControl = Winscard.words();
    private long protocol;

    PcscCard(Winscard library, String reader, long handle, long protocol) {
        this.library = library;
        this.reader = reader;
        this.handle = handle;
        this.protocol = protocol;
    }

    public String reader() {
        return reader;
    }

    @Override
    public Bytes transmit(Bytes command) throws CardLostException {
        int result = exchange(command);
        if (result == Winscard.RESET_CARD) {
            int again = reconnect();
            boolean beginsAnew = command.startsWith(SELECT_BY_NAME);
            result = again == Winscard.SUCCESS ? beginsAnew ? exchange(command) : result : again;
        }
        if (result != Winscard.SUCCESS) {
            throw new CardLostException("The card in %s is lost: %s.".formatted(reader, Winscard.reason(result)));
        }
        return Bytes.adopt(response.getByteArray(0, (int) library.abi().readWord(length, 0)));
    }

    private int exchange(Bytes command) {
        Abi abi = library.abi();
        try (Memory sent = new Memory(command.length())) {
            sent.write(0, command.toArray(), 0, command.length());
            abi.writeWord(protocolControl, 0, protocol);
            abi.writeWord(protocolControl, abi.word(), 2L * abi.word());
            abi.writeWord(length, 0, MAX_RESPONSE);
            int result = library.call(
                    "SCardTransmit",
                    abi.handle(handle),
                    protocolControl,
                    sent,
                    abi.word(command.length()),
                    null,
                    response,
                    length);
            // The command may hold a PIN.
            sent.clear();
            return result;
        }
    }

    private int reconnect() {
        Abi abi = library.abi();
        Memory active = Winscard.words();
        int result = library.call(
                "SCardReconnect",
                abi.handle(handle),
                abi.word(SHARED),
                abi.word(ANY_PROTOCOL),
                abi.word(LEAVE_CARD),
                active);
        if (result == Winscard.SUCCESS) {
            protocol = abi.readWord(active, 0);
        }
        return result;
    }

    /**
     * Keeps other programs away from the card until {@link Transaction#close}. A card that was reset meanwhile is
     * connected again first.
     *
     * @throws VscException if the card is gone
     */
    public Transaction begin() throws VscException {
        int result = library.call("SCardBeginTransaction", library.abi().handle(handle));
        if (result == Winscard.RESET_CARD && reconnect() == Winscard.SUCCESS) {
            result = library.call("SCardBeginTransaction", library.abi().handle(handle));
        }
        Winscard.check(result, "have the card in " + reader + " to ourselves");
        return () -> library.call(
                "SCardEndTransaction",
                library.abi().handle(handle),
                library.abi().word(LEAVE_CARD));
    }

    /** The time in which no other program reaches the card. */
    @FunctionalInterface
    public interface Transaction extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void close() {
        library.call(
                "SCardDisconnect", library.abi().handle(handle), library.abi().word(LEAVE_CARD));
        response.clear();
        response.close();
    }
}
