// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import vsc.iso.Bytes;

/** The steps of which saving is made, one by one, so that a test can fail or stop at any of them. */
interface Disk {
    /** Makes a file that is not there yet, for its owner alone. */
    FileChannel create(Path file) throws IOException;

    /** Writes all of {@code content} from {@code position} on. */
    void write(FileChannel file, long position, Bytes content) throws IOException;

    /** Returns when the content of a file would survive a loss of power. */
    void sync(FileChannel file) throws IOException;

    /** Gives a file another name that nothing has yet, at once and wholly. */
    void publish(Path from, Path to) throws IOException;

    /** Gives a file another name, at once and wholly; what had that name before is gone. */
    void replace(Path from, Path to) throws IOException;

    /** Returns when the names in a folder would survive a loss of power. */
    void syncDirectory(Path directory) throws IOException;

    void delete(Path file) throws IOException;

    /** Whether a file can be replaced. */
    boolean isWritable(Path file);
}
