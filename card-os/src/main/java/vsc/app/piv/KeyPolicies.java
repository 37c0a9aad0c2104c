// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** The optional policies of GENERATE and IMPORT: AA for the PIN, AB for touch. */
final class KeyPolicies {
    private static final int PIN_POLICY = 0xAA;
    private static final int TOUCH_POLICY = 0xAB;

    private KeyPolicies() {}

    /** A policy that is absent or 00 is the default one of the key. */
    static KeyAttributes parse(List<Tlv> fields, KeyReference reference, boolean generated) {
        return new KeyAttributes(
                find(fields, PIN_POLICY, PinPolicy::find, reference.defaultPinPolicy()),
                find(fields, TOUCH_POLICY, TouchPolicy::find, TouchPolicy.NEVER),
                generated);
    }

    private static <T> T find(List<Tlv> fields, int tag, IntFunction<Optional<T>> policy, T absent) {
        Bytes field = Tlv.find(fields, tag).orElse(Bytes.of(0));
        CardError.unless(field.length() == 1, StatusWord.WRONG_DATA);
        return field.at(0) == 0
                ? absent
                : policy.apply(field.at(0)).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
    }
}
