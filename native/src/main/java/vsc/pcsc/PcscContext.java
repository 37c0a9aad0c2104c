// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vsc.iso.Atr;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * A connection to the smart card service (SCARDCONTEXT). A service that was started anew is connected to again; cards that
 * were connected before are lost with the old one.
 */
public final class PcscContext implements AutoCloseable {
    private static final long SCOPE_SYSTEM = 2;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Winscard library;
    private long context;

    private PcscContext(Winscard library) {
        this.library = library;
    }

    /**
     * Connects to the service that {@code PCSCLITE_CSOCK_NAME} names, or the machine's.
     *
     * @throws VscException {@link Failure#NO_PCSC_SERVICE} if none runs or it refuses us
     */
    public static PcscContext establish() throws VscException {
        PcscContext established = new PcscContext(Winscard.load());
        Winscard.check(established.connectToService(), "connect to the smart card service");
        return established;
    }

    private int connectToService() {
        Memory handle = Winscard.words();
        int result =
                library.call("SCardEstablishContext", library.abi().word(SCOPE_SYSTEM), null, null, (Object) handle);
        if (result == Winscard.SUCCESS) {
            context = library.abi().readHandle(handle);
        }
        return result;
    }

    /** Once more with a new context where the old one's service has ended. */
    private int lasting(IntSupplier call) {
        int result = call.getAsInt();
        if (!Winscard.serviceLost(result)) {
            return result;
        }
        release();
        int again = connectToService();
        return again == Winscard.SUCCESS ? call.getAsInt() : again;
    }

    /**
     * A reader and what is in it.
     *
     * @param atr of the card, empty where there is none
     * @param inUse whether another program uses the card exclusively
     */
    public record Reader(String name, Optional<Atr> atr, boolean inUse) {}

    /** All readers in the order of the service. */
    public List<Reader> readers() throws VscException {
        try (ReaderStates states = ReaderStates.of(library, names())) {
            int result = lasting(() -> states.query(context, Duration.ZERO));
            if (result != Winscard.TIMEOUT) {
                Winscard.check(result, "ask the readers");
            }
            return states.readers();
        }
    }

    /**
     * Waits until a card comes or goes, or a reader, or the service.
     *
     * @param known what {@link #readers} gave, or this method before
     * @param patience after which the same is returned
     */
    public List<Reader> awaitChange(List<Reader> known, Duration patience) throws VscException {
        List<Reader> now = readers();
        if (!now.equals(known)) {
            return now;
        }
        List<String> names = now.stream().map(Reader::name).toList();
        try (ReaderStates states = ReaderStates.withHotPlug(library, names)) {
            if (states.query(context, Duration.ZERO) == Winscard.UNKNOWN_READER) {
                // macOS tells nothing of readers that come and go.
                pause(names, patience.compareTo(POLL) < 0 ? patience : POLL);
            } else {
                states.remember();
                int result = states.query(context, patience);
                if (result != Winscard.TIMEOUT && result != Winscard.CANCELLED && !Winscard.serviceLost(result)) {
                    Winscard.check(result, "wait for a card");
                }
            }
        }
        return readers();
    }

    private void pause(List<String> names, Duration patience) {
        try (ReaderStates states = ReaderStates.of(library, names)) {
            states.query(context, Duration.ZERO);
            states.remember();
            if (names.isEmpty()) {
                Thread.sleep(patience.toMillis());
            } else {
                states.query(context, patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> names() throws VscException {
        Memory size = Winscard.words();
        int measured = lasting(() -> list(null, size));
        if (measured == Winscard.NO_READERS) {
            return List.of();
        }
        Winscard.check(measured, "list the readers");
        Memory list = new Memory(Math.max(2, library.abi().readWord(size, 0)));
        int result = list(list, size);
        if (result == Winscard.NO_READERS) {
            return List.of();
        }
        Winscard.check(result, "list the readers");
        String all = new String(list.getByteArray(0, (int) library.abi().readWord(size, 0)), StandardCharsets.UTF_8);
        return Pattern.compile("\0")
                .splitAsStream(all)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private int list(@Nullable Memory list, Memory size) {
        return library.callText("SCardListReaders", library.abi().handle(context), null, list, size);
    }

    /**
     * Connects to the card in a reader, beside other programs.
     *
     * @throws VscException {@link Failure#CARD_NOT_FOUND} if there is none, {@link Failure#CARD_BUSY} if another program
     *     has it for itself, {@link Failure#CARD_MUTE} if it does not answer
     */
    public PcscCard connect(String reader) throws VscException {
        Memory handle = Winscard.words();
        Memory protocol = Winscard.words();
        Memory name = Winscard.text(reader);
        int result = lasting(() -> library.callText(
                "SCardConnect",
                library.abi().handle(context),
                name,
                library.abi().word(PcscCard.SHARED),
                library.abi().word(PcscCard.ANY_PROTOCOL),
                handle,
                protocol));
        Winscard.check(result, "use the card in " + reader);
        return new PcscCard(
                library, reader, library.abi().readHandle(handle), library.abi().readWord(protocol, 0));
    }

    private void release() {
        library.call("SCardReleaseContext", library.abi().handle(context));
    }

    @Override
    public void close() {
        release();
    }
}
