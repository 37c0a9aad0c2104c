// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Locale;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Area;

/**
 * Where an area lies.
 *
 * @param area any but the identifier area, which is the header itself
 * @param offset from where the areas begin
 * @param length in bytes, as stored
 * @param hash SHA-256 of these bytes
 */
public record AreaEntry(Area area, int offset, int length, Bytes hash) {

    static String name(Area area) {
        return area.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(name(area));
            der.integer(offset);
            der.integer(length);
            der.octets(hash);
        });
    }

    static AreaEntry read(DerReader list, Area area) {
        DerReader der = list.sequence();
        der.require(der.text(Names.MAX_LENGTH).equals(name(area)), "is not the area that should be there");
        return new AreaEntry(
                area, der.integer(Frame.MAX_LENGTH), der.integer(Frame.MAX_LENGTH), der.octets(Sha256.LENGTH));
    }
}
