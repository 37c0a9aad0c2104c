// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.SortedMap;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;

/** The public area: data objects that need no secret, as CMS data (RFC 5652, 4). */
record PublicArea(SortedMap<ObjectId, Bytes> objects) {

    Bytes encode() {
        return DerWriter.sequenceOf(der -> {
            der.oid(Der.DATA);
            der.constructed(Der.context(0), () -> der.constructed(Der.OCTET_STRING, () -> writeObjects(der)));
        });
    }

    private void writeObjects(DerWriter der) {
        der.sequence(() -> objects.forEach((id, value) -> der.sequence(() -> {
            Names.write(id, der);
            der.octets(value);
        })));
    }

    static PublicArea parse(Bytes encoded) {
        DerReader info = DerReader.ofSequence(encoded.toArray(), Failure.FILE_ENCODING);
        info.raw();
        DerReader content = info.constructed(Der.context(0)).constructed(Der.OCTET_STRING);
        PublicArea area = new PublicArea(content.mapOf(Content.MAX_OBJECTS, PublicArea::read));
        content.require(area.encode().equals(encoded), "is not built as it should be");
        return area;
    }

    private static Map.Entry<ObjectId, Bytes> read(DerReader list) {
        DerReader der = list.sequence();
        return Map.entry(Names.readId(der), der.octets());
    }
}
