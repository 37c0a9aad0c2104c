// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vsc.model.Failure;
import vsc.model.VscException;

/** Files that a command reads or writes for its user. */
final class UserFile {
    /** More than any key or certificate file has. */
    private static final int MAX_INPUT = 1 << 20;

    private UserFile() {}

    /** Writes to {@code file} if there is one, and returns what is left to print. */
    static String writeOrReturn(@Nullable Path file, String text) throws VscException {
        if (file == null) {
            return text;
        }
        write(file, text.getBytes(StandardCharsets.UTF_8));
        return "";
    }

    static void write(Path file, byte[] content) throws VscException {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The file " + file + " cannot be written.", e);
        }
    }

    /** The whole of a file or pipe, as long as it is not absurdly large. */
    static byte[] read(Path file) throws VscException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_INPUT + 1);
            if (content.length > MAX_INPUT) {
                throw new VscException(Failure.INPUT_FORMAT, file + " is too large for a key or certificate.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new VscException(Failure.FILE_NOT_FOUND, "There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new VscException(Failure.NO_ACCESS, "The file " + file + " cannot be read.", e);
        }
    }
}
