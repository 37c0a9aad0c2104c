// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** One line of a stream as a secret. */
final class SecretReader {
    /** No secret is longer; what is, is probably the wrong file. */
    private static final int MAX_LENGTH = 4096;

    private SecretReader() {}

    /**
     * @throws VscException {@link Failure#SECRET_NEEDED} if the file cannot be read
     */
    static Secret firstLine(String file) throws VscException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return line(in, file);
        } catch (IOException e) {
            throw new VscException(Failure.SECRET_NEEDED, "The file " + file + " cannot be read.", e);
        }
    }

    /**
     * All of a file.
     *
     * @param limit in bytes
     * @throws VscException {@link Failure#SECRET_NEEDED} if it cannot be read, {@link Failure#INPUT_FORMAT} if it is larger
     */
    static Secret whole(String file, int limit) throws VscException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            Secret content = Secret.adopt(in.readNBytes(limit + 1));
            if (content.length() <= limit) {
                return content;
            }
            content.close();
            throw new VscException(Failure.INPUT_FORMAT, file + " is too large.");
        } catch (IOException e) {
            throw new VscException(Failure.SECRET_NEEDED, "The file " + file + " cannot be read.", e);
        }
    }

    /** The first line of what an inherited descriptor gives. */
    static Secret firstLine(int descriptor) throws VscException {
        return firstLine("/dev/fd/" + descriptor);
    }

    /** The next line of standard input; not buffered, because what follows may be for a command that inherits it. */
    static Secret standardInputLine() throws VscException {
        return line(new FileInputStream(FileDescriptor.in), "standard input");
    }

    /** Up to the end of the line or stream, without the line end. Reads no byte more. */
    static Secret line(InputStream in, String name) throws VscException {
        byte[] buffer = new byte[MAX_LENGTH];
        int length = 0;
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                if (length == MAX_LENGTH) {
                    throw new VscException(Failure.SECRET_NEEDED, "The first line of " + name + " is too long.");
                }
                buffer[length++] = (byte) next;
            }
        } catch (IOException e) {
            throw new VscException(Failure.SECRET_NEEDED, "The secret in " + name + " cannot be read.", e);
        }
        int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
        Secret secret = Secret.adopt(Arrays.copyOf(buffer, end));
        Arrays.fill(buffer, (byte) 0);
        return secret;
    }
}
