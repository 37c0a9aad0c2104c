// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import vsc.iso.Aid;
import vsc.iso.Bytes;

/** Constants that are agreed between the PIV application and whoever talks to it. */
public final class Piv {
    /** The short name of this application in object ids. */
    public static final String NAME = "piv";

    /** RID NIST, PIX 0000 1000 with version 01 00 (SP 800-73-4 part 1, 2.2). */
    public static final Aid AID = Aid.hex("A0 00 00 03 08 00 00 10 00 01 00");

    /** Names of the PINs in the store, and of the guard that both of them open. */
    public static final String PIN = "piv-pin";

    public static final String PUK = "piv-puk";
    public static final String PIN_GUARD = "piv-pin";

    /** What hosts expect of a card that nobody has personalised. */
    public static final String DEFAULT_PIN = "123456";

    public static final String DEFAULT_PUK = "12345678";
    public static final Bytes DEFAULT_MANAGEMENT_KEY = Bytes.hex("0102030405060708 0102030405060708 0102030405060708");
    public static final int DEFAULT_TRIES = 3;

    /** PIN and PUK fill eight bytes, padded with FF (SP 800-73-4 part 2, 2.4.3). */
    public static final int PIN_LENGTH = 8;

    public static final int MIN_PIN_LENGTH = 6;

    /** The Yubico firmware whose instructions are here: metadata and AES management keys, no key moving yet. */
    static final Bytes VERSION = Bytes.of(5, 4, 3);

    private Piv() {}
}
