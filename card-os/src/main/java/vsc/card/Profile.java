// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.List;
import vsc.app.piv.Piv;
import vsc.iso.Aid;
import vsc.iso.Atr;
import vsc.iso.Bytes;

/** What kind of card to make. The names stand in the file and must not change. */
public enum Profile {
    /** The PIV application alone. */
    PIV;

    /**
     * Historical bytes in compact TLV (7816-4, 8.1.1): card capabilities, then the PIV AID, by which OpenSC knows a card that
     * needs no special treatment. The capabilities say selection by full and partial name, command chaining, extended
     * lengths, and channel numbers assigned by either side, eight and more.
     */
    private static final Bytes HISTORICAL_BYTES =
            Bytes.hex("80 73 C0 21 DF F9").concat(Piv.AID.value().slice(0, 9));

    /** The neutral answer to reset. */
    public Atr atr() {
        return Atr.withHistoricalBytes(HISTORICAL_BYTES);
    }

    public List<Aid> applications() {
        return List.of(Piv.AID);
    }
}
