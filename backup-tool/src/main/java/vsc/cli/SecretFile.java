// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Files for the eyes of their owner alone. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Makes a file; none is ever replaced.
     *
     * @throws VscException {@link Failure#ALREADY_EXISTS}, or {@link Failure#NO_ACCESS}
     */
    static void write(Path file, Secret content) throws VscException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.expose());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new VscException(Failure.ALREADY_EXISTS, file + " is there already.", e);
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The file " + file + " cannot be written.", e);
        }
    }

    /** To find out before anything else is done. */
    static void requireAbsent(Path file) throws VscException {
        if (Files.exists(file)) {
            throw new VscException(Failure.ALREADY_EXISTS, file + " is there already.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new VscException(Failure.FILE_NOT_FOUND, "There is no folder " + folder + ".");
        }
    }

    static void delete(Path file) throws VscException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The file " + file + " cannot be deleted again.", e);
        }
    }
}
