// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import vsc.iso.Bytes;

/** A whole file, to be looked for among thousands of others: with a hash that is faster than that of {@link Bytes}. */
final class Image {
    private final Bytes content;
    private final int hash;

    Image(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        this.content = Bytes.adopt(content);
        this.hash = (int) crc.getValue();
    }

    static Image of(Bytes content) {
        return new Image(content.toArray());
    }

    Bytes content() {
        return content;
    }

    /** In place of whatever is there, for its owner alone. */
    void writeTo(Path path) throws IOException {
        Disk disk = new LocalDisk();
        disk.delete(path);
        try (FileChannel file = disk.create(path)) {
            disk.write(file, 0, content);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image that && hash == that.hash && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
