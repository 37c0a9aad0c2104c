// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.ArrayList;
import java.util.List;
import vsc.iso.Atr;
import vsc.iso.Bytes;

/** A card with three applications, the first two of one provider; commands and answers as hexadecimal. */
final class FakeCard {
    static final String FIRST = "A0000000010101";
    static final String SECOND = "A0000000010102";
    static final String OTHER = "A0000000020101";
    static final String PROVIDER = "A000000001";

    /** What the applications have written down. */
    final List<String> diary = new ArrayList<>();

    final Card card = new Card(
            Atr.withHistoricalBytes(Bytes.EMPTY),
            List.of(
                    FakeApplication.installed(FIRST, diary),
                    FakeApplication.installed(SECOND, diary),
                    FakeApplication.installed(OTHER, diary)),
            () -> diary.add("close"));

    String send(String apdu) {
        return card.transmit(Bytes.hex(apdu)).toString();
    }

    /** SELECT by name on a channel below 4, without asking for an answer. */
    String select(int channel, String name) {
        return send("%02XA4040C%02X%s".formatted(channel, name.length() / 2, name));
    }
}
