// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vsc.model.Failure;

/** The page of failure codes says what the registry says. */
class FailureDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| (VSC-\\d+) \\| (\\w+) \\| \\S.*\\|$", Pattern.MULTILINE);

    @Test
    void pageAndRegistryNameTheSameFailures() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(Path.of("FAILURES.md")));
        List<String> documented =
                rows.results().map(row -> row.group(1) + " " + row.group(2)).toList();
        List<String> registered = Arrays.stream(Failure.values())
                .map(failure -> failure.code() + " " + failure.name())
                .toList();
        assertEquals(registered, documented);
    }

    @Test
    void noTwoFailuresShareACode() {
        assertEquals(
                Failure.values().length,
                Arrays.stream(Failure.values()).map(Failure::code).distinct().count());
    }
}
