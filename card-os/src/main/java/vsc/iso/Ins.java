// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/** Instruction bytes (ISO/IEC 7816-4 table 4 and 7816-8), and those that Yubico added to PIV. */
public final class Ins {
    public static final int VERIFY = 0x20;
    public static final int CHANGE_REFERENCE_DATA = 0x24;
    public static final int RESET_RETRY_COUNTER = 0x2C;
    public static final int GENERATE_ASYMMETRIC_KEY_PAIR = 0x47;
    public static final int MANAGE_CHANNEL = 0x70;
    public static final int GENERAL_AUTHENTICATE = 0x87;
    public static final int SELECT = 0xA4;
    public static final int GET_RESPONSE = 0xC0;
    public static final int GET_DATA = 0xCB;
    public static final int PUT_DATA = 0xDB;

    public static final int YUBICO_GET_METADATA = 0xF7;
    public static final int YUBICO_GET_SERIAL = 0xF8;
    public static final int YUBICO_SET_RETRIES = 0xFA;
    public static final int YUBICO_RESET = 0xFB;
    public static final int YUBICO_GET_VERSION = 0xFD;
    public static final int YUBICO_IMPORT_KEY = 0xFE;
    public static final int YUBICO_SET_MANAGEMENT_KEY = 0xFF;

    private Ins() {}
}
