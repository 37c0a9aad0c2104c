// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** Where the socket of a card is. */
final class ControlSocket {
    /** Enough that two files never meet, and short enough for the path of a socket (108 bytes). */
    private static final int NAME_BYTES = 12;

    private static final Set<PosixFilePermission> PRIVATE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private ControlSocket() {}

    /** The socket of the card in {@code file}, named by the file's real path. */
    static Path of(Path file) throws IOException {
        byte[] path = file.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
            return folder().resolve(HexFormat.of().formatHex(Arrays.copyOf(hash, NAME_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The user's runtime folder (XDG base directory specification), or one of ours in the folder for temporary files. */
    private static Path folder() throws IOException {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        Path folder = runtime != null && Files.isDirectory(Path.of(runtime))
                ? Path.of(runtime, "vsc")
                : Path.of(System.getProperty("java.io.tmpdir"), "vsc-control-" + System.getProperty("user.name"));
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        requirePrivate(folder);
        return folder;
    }

    /** In a folder that others can write to, a socket may be anybody's. */
    private static void requirePrivate(Path folder) throws IOException {
        boolean ours =
                Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !ours
                || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(PRIVATE)) {
            throw new IOException(folder + " is not a private folder of this user");
        }
    }
}
