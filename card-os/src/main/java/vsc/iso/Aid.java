// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/**
 * An application identifier (ISO/IEC 7816-4, 8.2.1.2).
 *
 * @param value 5 to 16 bytes
 */
public record Aid(Bytes value) {
    public Aid {
        if (value.length() < 5 || value.length() > 16) {
            throw new IllegalArgumentException("an AID has 5 to 16 bytes, not " + value.length());
        }
    }

    public static Aid hex(String digits) {
        return new Aid(Bytes.hex(digits));
    }

    /** Whether {@code name} is this AID or its beginning: SELECT takes right-truncated names (7816-4, 7.1.1). */
    public boolean matches(Bytes name) {
        return value.startsWith(name);
    }

    /** By hand, as each start of a card needs it: what a record has of itself is linked by generated code. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Aid that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
