// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.iso.Bytes;

/**
 * The few tags (X.690) and object identifiers that a VSC file is made of. The latter are contents octets: to make them of
 * the dotted form, or take them from Bouncy Castle, would make each start of a card longer.
 */
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTF8_STRING = 0x0C;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    static final Bytes DATA = Bytes.hex("2A864886F70D010701");
    static final Bytes AUTH_ENVELOPED_DATA = Bytes.hex("2A864886F70D0109100117");
    static final Bytes AES_256_GCM = Bytes.hex("60864801650304012E");
    static final Bytes AES_256_WRAP = Bytes.hex("60864801650304012D");
    static final Bytes ECDH_SHA_256 = Bytes.hex("2B8104010B01");
    static final Bytes RSA_OAEP = Bytes.hex("2A864886F70D010107");
    static final Bytes MGF_1 = Bytes.hex("2A864886F70D010108");
    static final Bytes SHA_256 = Bytes.hex("608648016503040201");
    static final Bytes EC_PUBLIC_KEY = Bytes.hex("2A8648CE3D0201");
    static final Bytes P_256 = Bytes.hex("2A8648CE3D030107");

    /** 2.25.148978096778025420941266153350560823777: a UUID (X.667), which needs no registration. */
    static final Bytes VSC_BINDING = Bytes.hex("6981E09491D190CCBAB9D592D4BCB593F0A4F361");

    private Der() {}

    /** [{@code number}], with elements in it. */
    static int context(int number) {
        return 0xA0 | number;
    }

    /** [{@code number}] IMPLICIT, with a plain value. */
    static int contextPrimitive(int number) {
        return 0x80 | number;
    }
}
