// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.SortedMap;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;

/** The secret key area: keys, each sealed to a guard. */
record SecretKeyArea(SortedMap<ObjectId, SealedKey> keys) {

    /** What is known of a key, and the key. */
    record SealedKey(KeyRecord description, Envelope envelope) {}

    Secret encode() {
        return DerWriter.secretSequenceOf(der -> keys.forEach((id, key) -> der.sequence(() -> write(id, key, der))));
    }

    static void write(ObjectId id, SealedKey key, DerWriter der) {
        Names.write(id, der);
        der.text(key.description().type().name());
        der.text(key.description().guard());
        der.octets(key.description().publicKey());
        der.octets(key.description().attributes());
        der.raw(key.envelope().encode());
    }

    static SecretKeyArea parse(Secret encoded, Bytes cardId) {
        return new SecretKeyArea(DerReader.of(encoded.expose(), Failure.FILE_ENCODING)
                .mapOf(Content.MAX_OBJECTS, list -> read(list.sequence(), cardId)));
    }

    static Map.Entry<ObjectId, SealedKey> read(DerReader der, Bytes cardId) {
        ObjectId id = Names.readId(der);
        KeyType type = der.constant(KeyType.class);
        KeyRecord description = new KeyRecord(type, Names.read(der), der.octets(), der.octets());
        Envelope envelope = Envelope.parseSealed(der.raw(), Binding.key(cardId, id, description.guard()));
        return Map.entry(id, new SealedKey(description, envelope));
    }
}
