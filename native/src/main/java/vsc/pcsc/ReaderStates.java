// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.pcsc.PcscContext.Reader;

/** An array of SCARD_READERSTATE. */
final class ReaderStates implements AutoCloseable {
    /** Stands for readers that come and go. */
    private static final String HOT_PLUG = "\\\\?PnP?\\Notification";

    private static final int MAX_ATR = 33;
    private static final long STATE_PRESENT = 0x20;
    private static final long STATE_EXCLUSIVE = 0x80;

    private final Winscard library;
    private final List<String> names;
    private final List<Memory> texts;
    private final Memory states;

    private ReaderStates(Winscard library, List<String> names) {
        this.library = library;
        this.names = names;
        this.texts = names.stream().map(Winscard::text).toList();
        this.states = new Memory(Math.max(1, (long) names.size() * library.abi().stateSize()));
        states.clear();
        for (int i = 0; i < texts.size(); i++) {
            states.setPointer(at(i), new Pointer(Pointer.nativeValue(texts.get(i))));
        }
    }

    static ReaderStates of(Winscard library, List<String> names) {
        return new ReaderStates(library, names);
    }

    static ReaderStates withHotPlug(Winscard library, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(HOT_PLUG);
        return new ReaderStates(library, all);
    }

    private long at(int index) {
        return (long) index * library.abi().stateSize();
    }

    /**
     * SCardGetStatusChange.
     *
     * @param patience to wait for a state other than the remembered ones
     */
    int query(long context, Duration patience) {
        if (names.isEmpty()) {
            return Winscard.SUCCESS;
        }
        return library.callText(
                "SCardGetStatusChange",
                library.abi().handle(context),
                library.abi().word(patience.toMillis()),
                states,
                library.abi().word(names.size()));
    }

    /** What is now is what a change is to be a change from. */
    void remember() {
        Abi abi = library.abi();
        for (int i = 0; i < names.size(); i++) {
            long event = abi.readWord(states, at(i) + abi.eventState());
            abi.writeWord(states, at(i) + abi.currentState(), event & ~0x2L);
        }
    }

    List<Reader> readers() {
        Abi abi = library.abi();
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long event = abi.readWord(states, at(i) + abi.eventState());
            int length = (int) Math.min(MAX_ATR, abi.readWord(states, at(i) + abi.atrLength()));
            boolean present = (event & STATE_PRESENT) != 0 && length >= 2;
            Optional<Atr> atr = present
                    ? Optional.of(new Atr(Bytes.adopt(states.getByteArray(at(i) + abi.atr(), length))))
                    : Optional.empty();
            readers.add(new Reader(names.get(i), atr, (event & STATE_EXCLUSIVE) != 0));
        }
        return readers;
    }

    @Override
    public void close() {
        states.close();
        texts.forEach(Memory::close);
    }
}
