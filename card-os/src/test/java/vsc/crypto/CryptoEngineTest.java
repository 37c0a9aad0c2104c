// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process gets from {@link CryptoEngine#warmUp}; it says nothing but what is compared here. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class CryptoEngineTest {
    private static final String LIBRARY = "AmazonCorrettoCryptoProvider";
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> PORTABLE = List.of(
            "before: PortableEngine",
            "after: PortableEngine",
            "current: truetruetruetrue",
            "same: true",
            "registered: false");

    @TempDir
    Path folder;

    @Test
    void warmUpBringsTheNativeLibraryAndNothingElseDoes() throws Exception {
        assertEquals(
                List.of(
                        "before: PortableEngine",
                        "after: NativeEngine, library in memory",
                        "current: falsefalsetruetrue",
                        "same: true",
                        "registered: false"),
                probe(classPath()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("output"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aPropertyKeepsTheLibraryOut() throws Exception {
        assertEquals(PORTABLE, probe(classPath(), "-Dvsc.crypto=portable"));
    }

    @Test
    void withoutTheLibraryACardWorksTheSame() throws Exception {
        String without = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains(LIBRARY))
                .collect(Collectors.joining(File.pathSeparator));
        assertTrue(classPath().contains(LIBRARY));
        assertEquals(PORTABLE, probe(without));
    }

    @Test
    void aLibraryThatDoesNotLoadIsAsGoodAsNone() throws Exception {
        assertEquals(
                PORTABLE,
                probe(
                        classPath(),
                        "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true",
                        "-Djava.library.path=" + folder));
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The lines that {@link EngineProbe} wrote, on standard error too. */
    private List<String> probe(String classPath, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-Xshare:auto", "-Djava.io.tmpdir=" + folder, "-cp", classPath));
        command.addAll(List.of(options));
        command.add(EngineProbe.class.getName());
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "the process does not end");
        return Files.readAllLines(output, StandardCharsets.US_ASCII);
    }
}
