// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

import java.util.Locale;
import java.util.Map;

/**
 * SW1-SW2 as one number (ISO/IEC 7816-4, 5.6).
 *
 * @param value 0 to 0xFFFF
 */
public record StatusWord(int value) {
    public static final StatusWord OK = new StatusWord(0x9000);
    public static final StatusWord NOTHING_CHANGED = new StatusWord(0x6200);
    public static final StatusWord END_OF_FILE = new StatusWord(0x6282);
    public static final StatusWord FILE_DEACTIVATED = new StatusWord(0x6283);
    public static final StatusWord FILE_TERMINATED = new StatusWord(0x6285);
    public static final StatusWord AUTHENTICATION_FAILED = new StatusWord(0x6300);
    public static final StatusWord MEMORY_FAILURE = new StatusWord(0x6581);
    public static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
    public static final StatusWord CHANNEL_NOT_SUPPORTED = new StatusWord(0x6881);
    public static final StatusWord SECURE_MESSAGING_NOT_SUPPORTED = new StatusWord(0x6882);
    public static final StatusWord INCOMPATIBLE_FILE = new StatusWord(0x6981);
    public static final StatusWord SECURITY_STATUS_NOT_SATISFIED = new StatusWord(0x6982);
    public static final StatusWord AUTHENTICATION_METHOD_BLOCKED = new StatusWord(0x6983);
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);
    public static final StatusWord NO_CURRENT_FILE = new StatusWord(0x6986);
    public static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
    public static final StatusWord FUNCTION_NOT_SUPPORTED = new StatusWord(0x6A81);
    public static final StatusWord FILE_NOT_FOUND = new StatusWord(0x6A82);
    public static final StatusWord RECORD_NOT_FOUND = new StatusWord(0x6A83);
    public static final StatusWord NOT_ENOUGH_MEMORY = new StatusWord(0x6A84);
    public static final StatusWord WRONG_P1_P2 = new StatusWord(0x6A86);
    public static final StatusWord REFERENCED_DATA_NOT_FOUND = new StatusWord(0x6A88);
    public static final StatusWord FILE_EXISTS = new StatusWord(0x6A89);
    public static final StatusWord NAME_EXISTS = new StatusWord(0x6A8A);
    public static final StatusWord WRONG_OFFSET = new StatusWord(0x6B00);
    public static final StatusWord INS_NOT_SUPPORTED = new StatusWord(0x6D00);
    public static final StatusWord CLA_NOT_SUPPORTED = new StatusWord(0x6E00);
    public static final StatusWord UNKNOWN_ERROR = new StatusWord(0x6F00);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x9000, "OK"),
            Map.entry(0x6200, "nothing changed"),
            Map.entry(0x6282, "end of file reached"),
            Map.entry(0x6283, "file deactivated"),
            Map.entry(0x6285, "file in termination state"),
            Map.entry(0x6581, "memory failure"),
            Map.entry(0x6700, "wrong length"),
            Map.entry(0x6881, "logical channel not supported"),
            Map.entry(0x6882, "secure messaging not supported"),
            Map.entry(0x6981, "command incompatible with file structure"),
            Map.entry(0x6982, "security status not satisfied"),
            Map.entry(0x6983, "authentication method blocked"),
            Map.entry(0x6985, "conditions of use not satisfied"),
            Map.entry(0x6986, "no current file"),
            Map.entry(0x6A80, "incorrect data field"),
            Map.entry(0x6A81, "function not supported"),
            Map.entry(0x6A82, "file or application not found"),
            Map.entry(0x6A83, "record not found"),
            Map.entry(0x6A84, "not enough memory"),
            Map.entry(0x6A86, "incorrect P1-P2"),
            Map.entry(0x6A88, "referenced data not found"),
            Map.entry(0x6A89, "file already exists"),
            Map.entry(0x6A8A, "DF name already exists"),
            Map.entry(0x6B00, "wrong offset"),
            Map.entry(0x6D00, "instruction not supported"),
            Map.entry(0x6E00, "class not supported"),
            Map.entry(0x6F00, "no precise diagnosis"));

    public StatusWord {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("status word " + value);
        }
    }

    /** 61xx: {@code remaining} bytes wait for GET RESPONSE; 256 and more are written as 6100. */
    public static StatusWord moreData(int remaining) {
        return new StatusWord(0x6100 | (remaining > 0xFF ? 0 : remaining));
    }

    /** 63Cx: {@code tries} further attempts, 0 to 15. */
    public static StatusWord retriesLeft(int tries) {
        return new StatusWord(0x63C0 | Math.min(tries, 15));
    }

    /** 6Cxx: the command wants exactly {@code length} as Le. */
    public static StatusWord wrongLe(int length) {
        return new StatusWord(0x6C00 | (length & 0xFF));
    }

    /** {@code 6982 security status not satisfied}. */
    @Override
    public String toString() {
        return "%04X %s".formatted(value, meaning()).stripTrailing();
    }

    private String meaning() {
        return switch (value >> 8) {
            case 0x61 -> "%d bytes more".formatted((value & 0xFF) == 0 ? 256 : value & 0xFF);
            case 0x6C -> "wrong Le, %d expected".formatted((value & 0xFF) == 0 ? 256 : value & 0xFF);
            case 0x63 ->
                (value & 0xF0) == 0xC0
                        ? String.format(Locale.ROOT, "%d tries left", value & 0xF)
                        : "verification failed";
            default -> NAMES.getOrDefault(value, "");
        };
    }
}
