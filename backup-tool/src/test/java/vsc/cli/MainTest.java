// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class MainTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int vsc(String... args) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.execute(terminal, List.of(args));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String home() {
        return home.toString();
    }

    @Test
    void aCardOnTheShelfIsFoundByItsLabel() {
        assertEquals(0, vsc("create", "blue card", "--test-card", "--home", home()));
        assertTrue(Files.isRegularFile(home.resolve("blue-card.vsc")));
        assertEquals(0, vsc("list", "--home", home()));
        assertTrue(output().contains("blue card") && output().contains("test card"), output());
        assertEquals(0, vsc("show", "vsc:blue card", "--home", home()));
        assertTrue(output().startsWith("TEST CARD"), output());
        assertEquals(3, vsc("show", "red card", "--home", home()));
        assertTrue(errors().contains("VSC-301"), errors());
    }

    @Test
    void everyVerbIsFoundByTheNamesOfItsCommand() {
        for (Main.Verb verb : Main.VERBS) {
            Command command = verb.type().getAnnotation(Command.class);
            assertEquals(
                    Stream.concat(Stream.of(command.name()), Stream.of(command.aliases()))
                            .toList(),
                    verb.names());
        }
        assertEquals(0, vsc("--home", "create", "list"), this::errors);
        assertEquals(2, vsc("--home", home(), "no-such-verb"));
        assertEquals(0, vsc("help", "insert"));
    }

    @Test
    void showHasAllSixFieldsOfThePatent() {
        vsc("create", "six", "--test-card", "--home", home());
        vsc("show", "six", "--home", home());
        for (String field : List.of("type", "structure", "length", "accessConditions", "attributes", "hierarchy")) {
            assertTrue(output().lines().anyMatch(line -> line.startsWith(field + " ")), field + " in " + output());
        }
        assertTrue(output().contains("IBMVSC000000000000"), output());
    }

    @Test
    void twoCardsWithOneLabelHaveToBeNamedByFile() throws IOException {
        vsc("create", "twin", "--test-card", "--home", home());
        Files.copy(home.resolve("twin.vsc"), home.resolve("other.vsc"));
        assertEquals(3, vsc("show", "twin", "--home", home()));
        assertTrue(errors().contains("VSC-304"), errors());
        assertEquals(0, vsc("show", "file:" + home.resolve("other.vsc")));
    }

    @Test
    void generatedKeysAreListedAndTheirCertificatesFit() {
        vsc("create", "keys", "--test-card", "--home", home());
        assertEquals(0, vsc("key", "generate", "keys", "--id", "9c", "-a", "P256", "--home", home()), this::errors);
        assertTrue(output().startsWith("-----BEGIN PUBLIC KEY-----"), output());
        assertEquals(0, vsc("cert", "self-sign", "keys", "--id", "9c", "--subject", "CN=Mike", "--home", home()));
        vsc("key", "list", "keys", "--home", home());
        assertEquals("9c   p256     CN=Mike", output().strip());
    }

    @Test
    void aKeyIsNotReplacedByAccident() {
        vsc("create", "once", "--test-card", "--home", home());
        String[] generate = {"key", "generate", "once", "--id", "9a", "-a", "p384", "--home", home()};
        assertEquals(0, vsc(generate));
        String first = output();
        assertEquals(6, vsc(generate));
        assertEquals(0, vsc("key", "generate", "once", "--id", "9a", "-a", "p384", "--yes", "--home", home()));
        assertFalse(output().equals(first));
    }

    @Test
    void jsonIsOneObjectForResultsFailuresAndUsageErrors() {
        assertEquals(0, vsc("list", "--json", "--home", home()));
        assertEquals("{\"schema\":\"vsc/1\",\"command\":\"list\",\"ok\":true,\"data\":[]}", output().strip());
        assertEquals(3, vsc("show", "nobody", "--json", "--home", home()));
        assertTrue(
                output().startsWith("{\"schema\":\"vsc/1\",\"ok\":false,\"error\":{\"code\":\"VSC-301\",\"exit\":3"));
        assertEquals(2, vsc("show", "--json"));
        assertTrue(output().contains("\"code\":\"VSC-200\""), output());
    }

    @Test
    void aSecretIsNeverAValueOnTheCommandLine() {
        assertEquals(2, vsc("create", "x", "--password", "secret", "--home", home()));
        assertEquals(4, vsc("create", "x", "--batch", "--home", home()));
        assertTrue(errors().contains("--password-file"), errors());
    }

    @Test
    void aBadLabelOrSlotIsAUsageError() {
        assertEquals(2, vsc("create", "a/b", "--test-card", "--home", home()));
        assertEquals(2, vsc("create", "", "--test-card", "--home", home()));
        assertEquals(2, vsc("run", "--home", home()));
        assertTrue(errors().contains("--"), errors());
    }
}
