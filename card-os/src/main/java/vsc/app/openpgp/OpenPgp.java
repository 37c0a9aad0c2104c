// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.security.SecureRandom;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.model.ObjectId;

/** Constants that are agreed between the OpenPGP application and whoever talks to it. */
public final class OpenPgp {
    /** The short name of this application in object ids. */
    public static final String NAME = "openpgp";

    /** RID of the FSF Europe and the PIX of this application (4.2.1); a whole AID goes on with version and serial number. */
    public static final Bytes AID_PREFIX = Bytes.hex("D2 76 00 01 24 01");

    /** BCD (4.2.1). */
    private static final Bytes VERSION = Bytes.hex("03 04");

    /** Reserved for serial numbers drawn at random. */
    private static final Bytes RANDOM_SERIAL = Bytes.hex("FF FE");

    private static final Bytes RESERVED = Bytes.hex("00 00");
    private static final int AID_LENGTH = 16;

    /** Names of the passwords in the store. */
    public static final String PW1 = "pgp-pw1";

    public static final String PW3 = "pgp-pw3";
    public static final String RESETTING_CODE = "pgp-rc";

    /** What opens the private keys and private DO 3; all three passwords open it, PW3 only to set PW1 anew. */
    public static final String PW1_GUARD = "pgp-pw1";

    /** What opens private DO 4. */
    public static final String PW3_GUARD = "pgp-pw3";

    /** What hosts expect of a card that nobody has personalised (4.3.1). */
    public static final String DEFAULT_PW1 = "123456";

    public static final String DEFAULT_PW3 = "12345678";
    public static final int TRIES = 3;

    public static final int MIN_PW1_LENGTH = 6;
    public static final int MIN_PW3_LENGTH = 8;

    /** Room for the longest hash of a KDF, and more. */
    public static final int MAX_PASSWORD_LENGTH = 127;

    /** Historical bytes (6.1): status indicator format, select by full and partial name, chaining and extended length. */
    private static final Bytes HISTORICAL_BYTES = Bytes.hex("00 31 84 73 80 01 C0");

    private static final SecureRandom RANDOM = new SecureRandom();

    private OpenPgp() {}

    static ObjectId id(int number) {
        return new ObjectId(NAME, number);
    }

    /** The name of a new card, with a serial number that no other has. */
    public static Aid freshAid() {
        return new Aid(AID_PREFIX.concat(VERSION, RANDOM_SERIAL, random(4), RESERVED));
    }

    /** Whether this is a whole AID of the application: version, manufacturer and serial number are there. */
    public static boolean isWhole(Aid aid) {
        return aid.value().length() == AID_LENGTH && aid.value().startsWith(AID_PREFIX);
    }

    /** The bytes of the answer to reset that say the same as DO 5F52 of a card in use. */
    public static Bytes historicalBytes() {
        return historicalBytes(false);
    }

    /** The life cycle byte is 03 for initialisation state, 05 for operational state (6.1). */
    static Bytes historicalBytes(boolean terminated) {
        return HISTORICAL_BYTES.concat(Bytes.of(terminated ? 0x03 : 0x05, 0x90, 0x00));
    }

    static Bytes random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return Bytes.adopt(random);
    }
}
