// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bugs that {@code scripts/planted} plants in a copy, to see whether the tests find them. */
class PlantedBugsTest {
    private static final Path BUGS = Path.of("src", "test", "planted");
    private static final int AT_LEAST = 12;

    @Test
    void eachCanBePlantedAndNamesTheTestsThatFindIt() throws Exception {
        List<Path> patches;
        try (Stream<Path> files = Files.list(BUGS)) {
            patches = files.sorted().toList();
        }
        assertTrue(patches.size() >= AT_LEAST, "only " + patches.size());
        for (Path patch : patches) {
            Tools.run(List.of(
                    "patch",
                    "--dry-run",
                    "--fuzz=0",
                    "-p1",
                    "-d",
                    "..",
                    "-i",
                    patch.toAbsolutePath().toString()));
            String tests = Files.readAllLines(patch).get(1);
            assertTrue(tests.startsWith("Found by: "), patch + " names no tests");
            for (String test : tests.substring("Found by: ".length()).split(",", -1)) {
                Class.forName(getClass().getPackageName() + "." + test);
            }
        }
    }
}
