// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * GeneralizedTime as DER wants it (X.690, 11.7), to the second: {@code YYYYMMDDhhmmssZ}. A formatter of the JDK would take
 * longer to make than all the rest of a header to read.
 */
final class GeneralizedTime {
    private static final int DIGITS = 14;

    private GeneralizedTime() {}

    /**
     * @param time in the years 0 to 9999
     */
    static String format(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        long digits = utc.getYear();
        for (int field :
                new int[] {utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour(), utc.getMinute(), utc.getSecond()}) {
            digits = 100 * digits + field;
        }
        String text = Long.toString(digits);
        return "0".repeat(DIGITS - text.length()) + text + 'Z';
    }

    /**
     * @throws DateTimeException if it is in another form, or there is no such time
     */
    static Instant parse(String text) {
        if (text.length() != DIGITS + 1 || text.charAt(DIGITS) != 'Z') {
            throw new DateTimeException("not YYYYMMDDhhmmssZ");
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 4, 6),
                        number(text, 6, 8),
                        number(text, 8, 10),
                        number(text, 10, 12),
                        number(text, 12, DIGITS))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit");
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
