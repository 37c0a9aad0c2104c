// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.model.Failure;
import vsc.model.VscException;

class PcscdInstallationTest {
    @TempDir
    Path root;

    private Path program() throws IOException {
        Path program = Files.createDirectories(root.resolve("sbin")).resolve("pcscd");
        Files.createFile(program);
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private Path driverIn(String library) throws IOException {
        Path directory = root.resolve(library).resolve("pcsc/drivers/serial");
        return Files.createFile(Files.createDirectories(directory).resolve("libifdvpcd.so"));
    }

    private PcscdInstallation find() throws VscException {
        return PcscdInstallation.find(
                List.of(root.resolve("bin"), root.resolve("sbin")),
                List.of(root.resolve("lib"), root.resolve("lib64")));
    }

    @Test
    void missingServiceNamesThePackage() throws IOException {
        driverIn("lib");
        VscException missing = assertThrows(VscException.class, this::find);
        assertEquals(Failure.NO_PCSC_SERVICE, missing.failure());
        assertTrue(missing.getMessage().contains("install pcscd"));
    }

    @Test
    void missingDriverNamesThePackage() throws IOException {
        program();
        VscException missing = assertThrows(VscException.class, this::find);
        assertEquals(Failure.NO_VPCD_DRIVER, missing.failure());
        assertTrue(missing.getMessage().contains("install vsmartcard-vpcd"));
    }

    @Test
    void driverMayLieInTheDirectoryOfAnArchitecture() throws Exception {
        PcscdInstallation expected = new PcscdInstallation(program(), driverIn("lib64/riscv64-linux-gnu"));
        assertEquals(expected, find());
    }

    @Test
    void firstLibraryDirectoryWins() throws Exception {
        PcscdInstallation expected = new PcscdInstallation(program(), driverIn("lib"));
        driverIn("lib64");
        assertEquals(expected, find());
    }
}
