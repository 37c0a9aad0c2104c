// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vsc.model.Failure;
import vsc.model.VscException;

/** A time at which something ends, as people write it. */
final class EndTime {
    private static final Pattern FROM_NOW = Pattern.compile("\\+(\\d{1,9})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final int MAX_YEAR = 9999;

    private EndTime() {}

    /**
     * @throws VscException {@code USAGE} if it is no time
     */
    static Instant parse(String text) throws VscException {
        try {
            Instant end = read(text.strip()).truncatedTo(ChronoUnit.SECONDS);
            if (end.atZone(ZoneOffset.UTC).getYear() <= MAX_YEAR) {
                return end;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new VscException(
                Failure.USAGE,
                "\"%s\" is no time: write 2030-01-31T18:00, 2030-01-31T18:00Z, 2030-01-31, or +2h.".formatted(text));
    }

    private static Instant read(String text) {
        Matcher fromNow = FROM_NOW.matcher(text);
        if (fromNow.matches()) {
            ChronoUnit unit = UNITS.getOrDefault(fromNow.group(2), ChronoUnit.SECONDS);
            return Instant.now().plus(Duration.of(Long.parseLong(fromNow.group(1)), unit));
        }
        if (!text.contains("T")) {
            return LocalDate.parse(text)
                    .atTime(LocalTime.MAX)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        }
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }
}
