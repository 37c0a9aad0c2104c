// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.time.Instant;
import java.util.Optional;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * Something that has happened to a card as a whole.
 *
 * @param previous SHA-256 of the entry before, as it is encoded; zeros for the first
 * @param reason as its author has given it, or empty
 * @param until when the card was to be disabled again
 */
public record LogEntry(Bytes previous, Instant time, Event event, String reason, Optional<Instant> until) {
    /** Of a reason, in UTF-8. */
    public static final int MAX_REASON = 256;

    private static final int UNTIL = Der.context(0);

    /** What has happened. The names stand in the file and must not change. */
    public enum Event {
        DISABLED,
        ENABLED,
        /** Disabled by itself, at the end of the time for which it was enabled. */
        EXPIRED,
        SEALED,
        /** A sealed card has got a password again. */
        UNSEALED,
        /** The clock of the computer showed a time that was before what the card had seen. */
        CLOCK_RAN_BACKWARDS,
        /** An older copy, or one that was changed elsewhere, was accepted. */
        BRANCHED
    }

    Bytes encode() {
        return DerWriter.sequenceOf(der -> {
            der.octets(previous);
            der.time(time);
            der.text(event.name());
            der.text(reason);
            until.ifPresent(end -> der.constructed(UNTIL, () -> der.time(end)));
        });
    }

    /**
     * @throws Rejected {@code FILE_SEMANTICS} if it is none
     */
    static LogEntry parse(Bytes encoded) {
        DerReader der = DerReader.ofSequence(encoded.toArray(), Failure.FILE_SEMANTICS);
        LogEntry entry = new LogEntry(
                der.octets(Sha256.LENGTH),
                der.time(),
                der.constant(Event.class),
                der.text(MAX_REASON),
                der.next(UNTIL) ? Optional.of(readTime(der.constructed(UNTIL))) : Optional.empty());
        der.end();
        Rejected.unless(
                entry.encode().equals(encoded), Failure.FILE_SEMANTICS, "has a log that is not built as it should be");
        return entry;
    }

    private static Instant readTime(DerReader der) {
        Instant time = der.time();
        der.end();
        return time;
    }
}
