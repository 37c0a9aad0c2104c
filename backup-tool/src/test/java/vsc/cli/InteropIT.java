// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Foreign applications through a real pcscd: each script of scripts/interop is a test. They wait more than they compute. */
@Execution(ExecutionMode.CONCURRENT)
class InteropIT {
    private static final Path SCRIPTS = Path.of("..", "scripts", "interop");
    private static final int LIMIT_MINUTES = 5;

    @TempDir
    private Path logs;

    @TestFactory
    List<DynamicTest> everyScriptSucceeds() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<DynamicTest> tests = files.filter(Files::isExecutable)
                    .filter(file -> file.toString().endsWith(".sh"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)))
                    .toList();
            assertFalse(tests.isEmpty());
            return tests;
        }
    }

    private void run(Path script) throws IOException, InterruptedException {
        Path log = logs.resolve(script.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        script.toAbsolutePath().normalize().toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log);
        assertTrue(ended, () -> script + " did not end:\n" + output);
        assertEquals(0, process.exitValue(), () -> script + " failed:\n" + output);
    }
}
