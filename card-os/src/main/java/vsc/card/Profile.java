// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vsc.app.openpgp.OpenPgp;
import vsc.app.piv.Piv;
import vsc.iso.Atr;
import vsc.iso.Bytes;

/** What kind of card to make. The names stand in the file and must not change. */
public enum Profile {
    /** The PIV application alone. */
    PIV,
    /** The OpenPGP application alone. */
    OPENPGP,
    /** A file system, which OpenSC reads and writes as PKCS #15. */
    PKCS15;

    /**
     * Historical bytes in compact TLV (7816-4, 8.1.1): card capabilities, then the PIV AID, by which OpenSC knows a card that
     * needs no special treatment. The capabilities say selection by full and partial name, command chaining, extended
     * lengths, and channel numbers assigned by either side, eight and more.
     */
    private static final Bytes HISTORICAL_BYTES =
            Bytes.hex("80 73 C0 21 DF F9").concat(Piv.AID.value().slice(0, 9));

    /** As it stands in the file. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What has to be chosen when a card for real use is made, besides its activation password. */
    public Set<CardSecret> secrets() {
        Set<CardSecret> secrets = EnumSet.noneOf(CardSecret.class);
        applications().forEach(application -> secrets.addAll(application.secrets()));
        return secrets;
    }

    /** In the order in which a partial name finds them. */
    List<CardApplication> applications() {
        return switch (this) {
            case PIV -> List.of(CardApplication.PIV);
            case OPENPGP -> List.of(CardApplication.OPENPGP);
            case PKCS15 -> List.of(CardApplication.FILE_SYSTEM);
        };
    }

    /**
     * The neutral answer to reset; for OpenPGP with the historical bytes that the application itself gives, for PKCS #15 with
     * the one whose last letters let OpenSC choose its driver.
     */
    public Atr atr() {
        return Atr.withHistoricalBytes(
                switch (this) {
                    case PIV -> HISTORICAL_BYTES;
                    case OPENPGP -> OpenPgp.historicalBytes();
                    case PKCS15 -> Bytes.ascii("VSC-OsEID");
                });
    }
}
