// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How one platform's PC/SC library lays out what it is given. pcsclite on Linux makes DWORD a C {@code long}; Windows and
 * macOS make it 32 bits wide, and macOS packs SCARD_READERSTATE.
 *
 * @param library to load
 * @param word bytes of a DWORD
 * @param handle bytes of an SCARDCONTEXT
 * @param currentState offset in SCARD_READERSTATE, as the next ones
 * @param stateSize bytes of one SCARD_READERSTATE
 * @param suffix what the names of functions that take strings end in
 */
record Abi(
        String library,
        int word,
        int handle,
        int currentState,
        int eventState,
        int atrLength,
        int atr,
        int stateSize,
        String suffix) {

    static Abi ofThisPlatform() {
        if (Platform.isWindows()) {
            return new Abi("winscard", 4, Native.POINTER_SIZE, 16, 20, 24, 28, 64, "A");
        }
        if (Platform.isMac()) {
            return new Abi("/System/Library/Frameworks/PCSC.framework/PCSC", 4, 4, 16, 20, 24, 28, 61, "");
        }
        int word = Native.LONG_SIZE;
        int pointers = 2 * Native.POINTER_SIZE;
        int atr = pointers + 3 * word;
        int end = atr + 33;
        return new Abi(
                "libpcsclite.so.1",
                word,
                word,
                pointers,
                pointers + word,
                pointers + 2 * word,
                atr,
                (end + word - 1) / word * word,
                "");
    }

    /** A DWORD as an argument by value. */
    Number word(long value) {
        return number(word, value);
    }

    /** A handle as an argument by value. */
    Number handle(long value) {
        return number(handle, value);
    }

    private static Number number(int width, long value) {
        if (width == 8) {
            return value;
        }
        return (int) value;
    }

    long readWord(Memory memory, long offset) {
        return word == 8 ? memory.getLong(offset) : memory.getInt(offset) & 0xFFFFFFFFL;
    }

    long readHandle(Memory memory) {
        return handle == 8 ? memory.getLong(0) : memory.getInt(0);
    }

    void writeWord(Memory memory, long offset, long value) {
        if (word == 8) {
            memory.setLong(offset, value);
        } else {
            memory.setInt(offset, (int) value);
        }
    }
}
