// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/**
 * What has happened to a card as a whole: objects of the private area, numbered from 1, each with the hash of the one before.
 *
 * @param entries in their order; none is missing between them
 */
public record CardLog(List<LogEntry> entries) {
    private static final String APPLICATION = "card-log";
    private static final ObjectId FIRST = new ObjectId(APPLICATION, 1);

    /** Behind all that there can be: numbers are unsigned. */
    private static final ObjectId END = new ObjectId(APPLICATION, -1);

    /**
     * @throws Rejected {@code FILE_SEMANTICS} if an entry is missing, or is not the one that was followed by the next
     */
    static CardLog read(Content content) {
        SortedMap<ObjectId, PrivateArea.SealedData> objects =
                content.privateArea().objects().subMap(FIRST, END);
        List<LogEntry> entries = new ArrayList<>();
        Bytes previous = Preamble.NO_TAG;
        for (Map.Entry<ObjectId, PrivateArea.SealedData> object : objects.entrySet()) {
            Bytes encoded = open(content, object.getValue());
            LogEntry entry = LogEntry.parse(encoded);
            Rejected.unless(
                    object.getKey().number() == entries.size() + 1
                            && entry.previous().equals(previous),
                    Failure.FILE_SEMANTICS,
                    "has a log in which an entry is missing or was altered");
            previous = Sha256.hash(encoded);
            entries.add(entry);
        }
        return new CardLog(List.copyOf(entries));
    }

    private static Bytes open(Content content, PrivateArea.SealedData data) {
        SealingKey key = content.openGuards().get(data.guard());
        if (key == null || !data.envelope().isFor(key.publicKey())) {
            throw new Rejected(Failure.FILE_SEMANTICS, "has a log that its open guard does not open");
        }
        try (Secret value = data.envelope().open(key)) {
            return Bytes.copyOf(value.expose());
        }
    }

    /**
     * Adds what has happened now.
     *
     * @param reason at most {@link LogEntry#MAX_REASON} bytes in UTF-8
     */
    void append(ObjectStore.Edit edit, Instant now, LogEntry.Event event, String reason, Optional<Instant> until) {
        Bytes previous = entries.isEmpty()
                ? Preamble.NO_TAG
                : Sha256.hash(entries.get(entries.size() - 1).encode());
        edit.putPrivate(
                new ObjectId(APPLICATION, entries.size() + 1),
                ObjectStore.OPEN_GUARD,
                new LogEntry(previous, now, event, reason, until).encode());
    }
}
