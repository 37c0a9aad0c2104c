// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The parts of a PC/SC service that this machine has.
 *
 * @param pcscd the program
 * @param driver vpcd's driver library
 */
public record PcscdInstallation(Path pcscd, Path driver) {
    /** Where pcscd lives; an ordinary user often has none of these on PATH. */
    private static final List<String> SYSTEM_PROGRAMS = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private static final List<String> LIBRARIES = List.of("/usr/lib", "/usr/lib64", "/usr/local/lib");

    /**
     * @throws VscException NO_PCSC_SERVICE or NO_VPCD_DRIVER, naming the package to install
     */
    public static PcscdInstallation find() throws VscException {
        String path = System.getenv().getOrDefault("PATH", "");
        List<Path> programs = Stream.concat(Stream.of(path.split(File.pathSeparator)), SYSTEM_PROGRAMS.stream())
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
        return find(programs, LIBRARIES.stream().map(Path::of).toList());
    }

    /**
     * @param programs directories of programs
     * @param libraries directories of libraries; their sub-directories (one per architecture) are searched too
     */
    static PcscdInstallation find(List<Path> programs, List<Path> libraries) throws VscException {
        Path pcscd = programs.stream()
                .map(directory -> directory.resolve("pcscd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new VscException(
                        Failure.NO_PCSC_SERVICE, "There is no PC/SC service on this machine: install pcscd."));
        for (Path library : libraries) {
            for (Path directory : withSubdirectories(library)) {
                Path driver = directory.resolve("pcsc/drivers/serial/libifdvpcd.so");
                if (Files.isReadable(driver)) {
                    return new PcscdInstallation(pcscd, driver);
                }
            }
        }
        throw new VscException(
                Failure.NO_VPCD_DRIVER, "The virtual reader's driver is missing: install vsmartcard-vpcd.");
    }

    private static List<Path> withSubdirectories(Path directory) {
        List<Path> found = new ArrayList<>(List.of(directory));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            entries.forEach(found::add);
        } catch (IOException absent) {
            return List.of();
        }
        return found;
    }
}
