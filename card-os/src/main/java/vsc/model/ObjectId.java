// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

import java.util.Locale;

/**
 * Names an object on a card.
 *
 * @param application short name of the card application that owns it, such as {@code piv}
 * @param number the application's own number: a BER-TLV tag, a key reference, a file
 */
public record ObjectId(String application, int number) implements Comparable<ObjectId> {

    /** The form of {@link #toString}: {@code piv/5FC105}. */
    public static ObjectId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not an object id: " + text);
        }
        return new ObjectId(text.substring(0, slash), Integer.parseUnsignedInt(text.substring(slash + 1), 16));
    }

    @Override
    public int compareTo(ObjectId other) {
        int byApplication = application.compareTo(other.application);
        return byApplication != 0 ? byApplication : Integer.compareUnsigned(number, other.number);
    }

    @Override
    public String toString() {
        return application + "/" + Integer.toHexString(number).toUpperCase(Locale.ROOT);
    }
}
