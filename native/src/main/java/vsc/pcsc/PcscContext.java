// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** A connection to the smart card service (SCARDCONTEXT). */
public final class PcscContext implements AutoCloseable {
    private static final int SUCCESS = 0;
    private static final int NO_SERVICE = 0x8010001D;
    private static final int SERVICE_STOPPED = 0x8010001E;
    private static final int ACCESS_DENIED = 0x8010006A;
    private static final int NO_READERS = 0x8010002E;
    private static final int TIMEOUT = 0x8010000A;
    private static final long SCOPE_SYSTEM = 2;
    private static final long STATE_PRESENT = 0x20;
    private static final int MAX_ATR = 33;

    private final Abi abi;
    private final NativeLibrary library;
    private final long context;

    private PcscContext(Abi abi, NativeLibrary library, long context) {
        this.abi = abi;
        this.library = library;
        this.context = context;
    }

    /**
     * Connects to the service that {@code PCSCLITE_CSOCK_NAME} names, or the machine's.
     *
     * @throws VscException {@link Failure#NO_PCSC_SERVICE} if none runs or it refuses us
     */
    public static PcscContext establish() throws VscException {
        Abi abi = Abi.ofThisPlatform();
        try {
            NativeLibrary library = NativeLibrary.getInstance(abi.library());
            Memory handle = new Memory(8);
            handle.clear();
            int result = library.getFunction("SCardEstablishContext")
                    .invokeInt(new @Nullable Object[] {abi.word(SCOPE_SYSTEM), null, null, handle});
            check(result, "connect to the smart card service");
            return new PcscContext(abi, library, abi.readHandle(handle));
        } catch (UnsatisfiedLinkError e) {
            throw new VscException(
                    Failure.NO_PCSC_SERVICE, "The PC/SC library " + abi.library() + " is not installed.", e);
        }
    }

    /**
     * A reader and what is in it.
     *
     * @param atr of the card, empty where there is none
     */
    public record Reader(String name, Optional<Atr> atr) {}

    /** All readers in the order of the service. */
    public List<Reader> readers() throws VscException {
        List<Reader> readers = new ArrayList<>();
        for (String name : names()) {
            readers.add(new Reader(name, atr(name)));
        }
        return readers;
    }

    private List<String> names() throws VscException {
        Memory size = new Memory(8);
        size.clear();
        int measured = call("SCardListReaders" + abi.suffix(), abi.handle(context), null, null, size);
        if (measured == NO_READERS) {
            return List.of();
        }
        check(measured, "list the readers");
        Memory list = new Memory(Math.max(2, abi.readWord(size, 0)));
        int result = call("SCardListReaders" + abi.suffix(), abi.handle(context), null, list, size);
        if (result == NO_READERS) {
            return List.of();
        }
        check(result, "list the readers");
        String all = new String(list.getByteArray(0, (int) abi.readWord(size, 0)), StandardCharsets.UTF_8);
        return Pattern.compile("\0")
                .splitAsStream(all)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Optional<Atr> atr(String reader) throws VscException {
        byte[] encoded = reader.getBytes(StandardCharsets.UTF_8);
        Memory name = new Memory(encoded.length + 1L);
        name.write(0, encoded, 0, encoded.length);
        name.setByte(encoded.length, (byte) 0);
        Memory state = new Memory(abi.stateSize());
        state.clear();
        state.setPointer(0, new Pointer(Pointer.nativeValue(name)));
        int result = call("SCardGetStatusChange" + abi.suffix(), abi.handle(context), abi.word(0), state, abi.word(1));
        if (result != TIMEOUT) {
            check(result, "ask reader " + reader);
        }
        int length = (int) Math.min(MAX_ATR, abi.readWord(state, abi.atrLength()));
        boolean present = (abi.readWord(state, abi.eventState()) & STATE_PRESENT) != 0 && length >= 2;
        return present ? Optional.of(new Atr(Bytes.adopt(state.getByteArray(abi.atr(), length)))) : Optional.empty();
    }

    private int call(String function, @Nullable Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }

    private static void check(int result, String what) throws VscException {
        if (result == SUCCESS) {
            return;
        }
        String reason = switch (result) {
            case NO_SERVICE, SERVICE_STOPPED -> "the smart card service (pcscd) is not running";
            case ACCESS_DENIED -> "the smart card service refuses access (polkit)";
            default -> "PC/SC error %08X".formatted(result);
        };
        throw new VscException(Failure.NO_PCSC_SERVICE, "Cannot %s: %s.".formatted(what, reason));
    }

    @Override
    public void close() {
        call("SCardReleaseContext", abi.handle(context));
    }
}
