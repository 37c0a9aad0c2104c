// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.iso.Bytes;

/**
 * An addition to the header that this version does not know.
 *
 * @param oid who has defined it, in dotted form
 * @param critical whether a program that does not know it must refuse the file, instead of keeping it as it is
 */
public record Extension(String oid, boolean critical, Bytes value) {

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.oid(oid);
            der.bool(critical);
            der.octets(value);
        });
    }

    static Extension read(DerReader list) {
        DerReader der = list.sequence();
        return new Extension(der.oid(), der.bool(), der.octets());
    }
}
