// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

/**
 * What a host may know of a PIN before it asks for it.
 *
 * @param minLength in bytes, 0 to 255
 * @param maxLength in bytes, not less
 */
public record PinRule(String name, int minLength, int maxLength) {
    private static final int LIMIT = 255;

    public PinRule {
        Names.require(name);
        if (minLength < 0 || maxLength < minLength || maxLength > LIMIT) {
            throw new IllegalArgumentException("not a range of PIN lengths");
        }
    }

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(name);
            der.integer(minLength);
            der.integer(maxLength);
        });
    }

    static PinRule read(DerReader list) {
        DerReader der = list.sequence();
        String name = Names.read(der);
        int minLength = der.integer(LIMIT);
        int maxLength = der.integer(LIMIT);
        der.require(minLength <= maxLength, "has a number out of range");
        return new PinRule(name, minLength, maxLength);
    }
}
