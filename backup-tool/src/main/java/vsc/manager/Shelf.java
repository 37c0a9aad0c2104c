// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * The folder with somebody's virtual smart cards.
 *
 * @param folder need not exist yet
 */
public record Shelf(Path folder) {
    public static final String EXTENSION = ".vsc";

    private static final int MAX_LABEL = 64;

    /** {@code $XDG_DATA_HOME/vsc}, or what the XDG base directory specification puts in its place. */
    public static Shelf standard() {
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return new Shelf(base.resolve("vsc"));
    }

    /** The files of the shelf in the order of their names. */
    public List<Path> files() throws VscException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The folder " + folder + " cannot be read.", e);
        }
    }

    /**
     * The file of a card with this label, whether it exists or not. Makes the folder, readable by its owner only.
     *
     * @throws VscException {@link Failure#USAGE} if the label is empty, too long, or holds what a file name must not
     */
    public Path fileFor(String label) throws VscException {
        requireLabel(label);
        try {
            if (!Files.isDirectory(folder)) {
                createFolder();
            }
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The folder " + folder + " cannot be made.", e);
        }
        return folder.resolve(label.replace(' ', '-') + EXTENSION);
    }

    private void createFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** A label is 1 to 64 characters without control characters, slashes and a leading dot. */
    static void requireLabel(String label) throws VscException {
        boolean plain =
                label.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\' || c == ':');
        if (label.isBlank() || label.length() > MAX_LABEL || label.startsWith(".") || !plain) {
            throw new VscException(
                    Failure.USAGE,
                    "A label has 1 to %d characters, no slash, colon or control character, and does not begin with a dot."
                            .formatted(MAX_LABEL));
        }
    }

    /** The reason in words that a file system operation failed for. */
    static String reason(IOException e) {
        return e instanceof FileSystemException specific && specific.getReason() != null
                ? specific.getReason()
                : e.getClass().getSimpleName();
    }
}
