// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralizedTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T23:59:58Z, 20260131235958Z",
        "1970-01-01T00:00:00Z, 19700101000000Z",
        "2024-02-29T00:00:01Z, 20240229000001Z",
        "0007-12-01T10:20:30Z, 00071201102030Z",
        "9999-12-31T23:59:59Z, 99991231235959Z"
    })
    void aTimeHasOneForm(Instant time, String text) {
        assertEquals(text, GeneralizedTime.format(time));
        assertEquals(time, GeneralizedTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20260131235958",
                "20260131235958z",
                "2026013123595Z",
                "202601312359580Z",
                "20260131235958.5Z",
                "20260132000000Z",
                "20230229000000Z",
                "20260131240000Z",
                "20260131235960Z",
                "-2026131235958Z",
                "+2026131235958Z",
                "2026013123595\u0661Z"
            })
    void nothingElseIsATime(String text) {
        assertThrows(DateTimeException.class, () -> GeneralizedTime.parse(text));
    }
}
