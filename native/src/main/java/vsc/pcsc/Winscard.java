// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vsc.model.Failure;
import vsc.model.VscException;

/** The functions of the platform's PC/SC library and what they return. */
record Winscard(Abi abi, NativeLibrary library) {
    static final int SUCCESS = 0;
    static final int CANCELLED = 0x80100002;
    static final int INVALID_HANDLE = 0x80100003;
    static final int UNKNOWN_READER = 0x80100009;
    static final int TIMEOUT = 0x8010000A;
    static final int SHARING_VIOLATION = 0x8010000B;
    static final int NO_SMARTCARD = 0x8010000C;
    static final int PROTOCOL_MISMATCH = 0x8010000F;
    static final int NOT_TRANSACTED = 0x80100016;
    static final int READER_UNAVAILABLE = 0x80100017;
    static final int NO_SERVICE = 0x8010001D;
    static final int SERVICE_STOPPED = 0x8010001E;
    static final int NO_READERS = 0x8010002E;
    static final int UNRESPONSIVE_CARD = 0x80100066;
    static final int UNPOWERED_CARD = 0x80100067;
    static final int RESET_CARD = 0x80100068;
    static final int REMOVED_CARD = 0x80100069;
    static final int ACCESS_DENIED = 0x8010006A;

    static Winscard load() throws VscException {
        Abi abi = Abi.ofThisPlatform();
        try {
            return new Winscard(abi, NativeLibrary.getInstance(abi.library()));
        } catch (UnsatisfiedLinkError e) {
            throw new VscException(
                    Failure.NO_PCSC_SERVICE, "The PC/SC library " + abi.library() + " is not installed.", e);
        }
    }

    int call(String function, @Nullable Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }

    /** For functions that take strings. */
    int callText(String function, @Nullable Object... arguments) {
        return call(function + abi.suffix(), arguments);
    }

    /** A string as the library wants it; it lives as long as the object returned. */
    static Memory text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(encoded.length + 1L);
        memory.write(0, encoded, 0, encoded.length);
        memory.setByte(encoded.length, (byte) 0);
        return memory;
    }

    static Memory words() {
        Memory memory = new Memory(16);
        memory.clear();
        return memory;
    }

    /** Whether the connection to the service is gone, so that a new one may help. */
    static boolean serviceLost(int result) {
        return result == NO_SERVICE || result == SERVICE_STOPPED || result == INVALID_HANDLE;
    }

    static void check(int result, String what) throws VscException {
        if (result != SUCCESS) {
            throw new VscException(failure(result), "Cannot %s: %s.".formatted(what, reason(result)));
        }
    }

    private static Failure failure(int result) {
        return switch (result) {
            case UNKNOWN_READER, NO_SMARTCARD -> Failure.CARD_NOT_FOUND;
            case SHARING_VIOLATION -> Failure.CARD_BUSY;
            case REMOVED_CARD, READER_UNAVAILABLE -> Failure.CARD_REMOVED;
            case UNRESPONSIVE_CARD, UNPOWERED_CARD, PROTOCOL_MISMATCH -> Failure.CARD_MUTE;
            default -> Failure.NO_PCSC_SERVICE;
        };
    }

    static String reason(int result) {
        return switch (result) {
            case NO_SERVICE, SERVICE_STOPPED, INVALID_HANDLE -> "the smart card service (pcscd) is not running";
            case ACCESS_DENIED -> "the smart card service refuses access (polkit)";
            case UNKNOWN_READER -> "there is no such reader";
            case READER_UNAVAILABLE -> "the reader is gone";
            case NO_SMARTCARD -> "there is no card in the reader";
            case REMOVED_CARD -> "the card was taken out";
            case RESET_CARD -> "another program has reset the card";
            case SHARING_VIOLATION -> "another program uses the card exclusively";
            case UNRESPONSIVE_CARD, UNPOWERED_CARD -> "the card does not answer; is it the right way round";
            case PROTOCOL_MISMATCH -> "the card speaks neither T=0 nor T=1";
            case NOT_TRANSACTED -> "the reader could not carry the command over";
            default -> "PC/SC error %08X".formatted(result);
        };
    }
}
