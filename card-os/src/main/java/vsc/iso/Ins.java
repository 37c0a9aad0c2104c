// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/** Instruction bytes (ISO/IEC 7816-4 table 4, 7816-8 and 7816-9), and those that Yubico added to PIV. */
public final class Ins {
    public static final int DEACTIVATE_FILE = 0x04;
    public static final int ERASE_RECORDS = 0x0C;
    public static final int ERASE_BINARY = 0x0E;
    public static final int ERASE_BINARY_ODD = 0x0F;
    public static final int VERIFY = 0x20;
    public static final int MANAGE_SECURITY_ENVIRONMENT = 0x22;
    public static final int CHANGE_REFERENCE_DATA = 0x24;
    public static final int PERFORM_SECURITY_OPERATION = 0x2A;
    public static final int RESET_RETRY_COUNTER = 0x2C;
    /** Of MyEID: ends what VERIFY has reached. */
    public static final int DEAUTHENTICATE = 0x2E;

    public static final int ACTIVATE_FILE = 0x44;
    public static final int GENERATE_KEY_PAIR_EVEN = 0x46;
    public static final int GENERATE_ASYMMETRIC_KEY_PAIR = 0x47;
    public static final int MANAGE_CHANNEL = 0x70;
    public static final int EXTERNAL_AUTHENTICATE = 0x82;
    public static final int GET_CHALLENGE = 0x84;
    public static final int GENERAL_AUTHENTICATE_EVEN = 0x86;
    public static final int GENERAL_AUTHENTICATE = 0x87;
    public static final int INTERNAL_AUTHENTICATE = 0x88;
    public static final int SEARCH_BINARY = 0xA0;
    public static final int SEARCH_BINARY_ODD = 0xA1;
    public static final int SEARCH_RECORD = 0xA2;
    public static final int SELECT = 0xA4;
    public static final int SELECT_DATA = 0xA5;
    public static final int READ_BINARY = 0xB0;
    public static final int READ_BINARY_ODD = 0xB1;
    public static final int READ_RECORDS = 0xB2;
    public static final int READ_RECORDS_ODD = 0xB3;
    public static final int GET_RESPONSE = 0xC0;
    public static final int GET_DATA_EVEN = 0xCA;
    public static final int GET_DATA = 0xCB;
    public static final int GET_NEXT_DATA = 0xCC;
    public static final int WRITE_BINARY = 0xD0;
    public static final int WRITE_BINARY_ODD = 0xD1;
    public static final int WRITE_RECORD = 0xD2;
    public static final int UPDATE_BINARY = 0xD6;
    public static final int UPDATE_BINARY_ODD = 0xD7;
    public static final int PUT_DATA_EVEN = 0xDA;
    public static final int PUT_DATA = 0xDB;
    public static final int UPDATE_RECORD = 0xDC;
    public static final int UPDATE_RECORD_ODD = 0xDD;
    public static final int CREATE_FILE = 0xE0;
    public static final int APPEND_RECORD = 0xE2;
    public static final int DELETE_FILE = 0xE4;
    public static final int TERMINATE_DF = 0xE6;
    public static final int TERMINATE_EF = 0xE8;
    public static final int TERMINATE_CARD_USAGE = 0xFE;

    public static final int YUBICO_GET_METADATA = 0xF7;
    public static final int YUBICO_GET_SERIAL = 0xF8;
    public static final int YUBICO_SET_RETRIES = 0xFA;
    public static final int YUBICO_RESET = 0xFB;
    public static final int YUBICO_GET_VERSION = 0xFD;
    public static final int YUBICO_IMPORT_KEY = 0xFE;
    public static final int YUBICO_SET_MANAGEMENT_KEY = 0xFF;

    private Ins() {}
}
