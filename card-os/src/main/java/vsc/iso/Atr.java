// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/**
 * An answer to reset (ISO/IEC 7816-3, 8.2).
 *
 * @param value 2 to 33 bytes; vpcd mutes a card whose ATR is longer
 */
public record Atr(Bytes value) {
    /**
     * T=1 as contact cards say it: TA1 13, TB1 00, TC1 00 (no extra guard time), TD1 81, TD2 31, TA3 FE (254 bytes), TB3
     * 15. An ATR that begins 3B 8x 80 01 makes newer OpenSC take the card for a contactless one.
     */
    private static final Bytes INTERFACE_BYTES = Bytes.hex("13 00 00 81 31 FE 15");

    public Atr {
        if (value.length() < 2 || value.length() > 33) {
            throw new IllegalArgumentException("an ATR has 2 to 33 bytes, not " + value.length());
        }
    }

    /**
     * A T=1 ATR with a correct check byte.
     *
     * @param historical at most 15 bytes (7816-4, 8.1.1)
     */
    public static Atr withHistoricalBytes(Bytes historical) {
        if (historical.length() > 15) {
            throw new IllegalArgumentException("an ATR has at most 15 historical bytes");
        }
        Bytes checked = Bytes.of(0xF0 | historical.length()).concat(INTERFACE_BYTES, historical);
        int check = 0;
        for (int i = 0; i < checked.length(); i++) {
            check ^= checked.at(i);
        }
        return new Atr(Bytes.of(0x3B).concat(checked, Bytes.of(check)));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
