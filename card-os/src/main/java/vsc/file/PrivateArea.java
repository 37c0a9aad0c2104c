// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.SortedMap;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;

/** The private area: data objects, each sealed to a guard. */
record PrivateArea(SortedMap<ObjectId, SealedData> objects) {

    /** The value of a data object. */
    record SealedData(String guard, Envelope envelope) {}

    Secret encode() {
        return DerWriter.secretSequenceOf(
                der -> objects.forEach((id, data) -> der.sequence(() -> write(id, data, der))));
    }

    static void write(ObjectId id, SealedData data, DerWriter der) {
        Names.write(id, der);
        der.text(data.guard());
        der.raw(data.envelope().encode());
    }

    static PrivateArea parse(Secret encoded, Bytes cardId) {
        return new PrivateArea(DerReader.of(encoded.expose(), Failure.FILE_ENCODING)
                .mapOf(Content.MAX_OBJECTS, list -> read(list.sequence(), cardId)));
    }

    static Map.Entry<ObjectId, SealedData> read(DerReader der, Bytes cardId) {
        ObjectId id = Names.readId(der);
        String guard = Names.read(der);
        Envelope envelope = Envelope.parseSealed(der.raw(), Binding.data(cardId, id, guard));
        return Map.entry(id, new SealedData(guard, envelope));
    }
}
