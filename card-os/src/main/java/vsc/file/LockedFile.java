// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * A file that this process alone has open. POSIX takes a lock away as soon as its process closes <em>any</em> descriptor of
 * the file, so what is open here must never be opened a second time, not even to look at it: all reading goes through this
 * class, which knows what this process has open, and what is in it. Paths are without symbolic links.
 */
final class LockedFile implements Closeable {
    /** By file key. Locks belong to the process, and therefore so does this list. */
    private static final Map<Object, LockedFile> OPEN = new HashMap<>();

    private static final int MAX_RACES = 10;

    private final Disk disk;
    private final Path path;
    private final boolean writable;
    private volatile Inode inode;

    /** What has, or is to have, the name of the file: locked until the channel is closed. */
    private record Inode(FileChannel channel, Object key) {}

    private LockedFile(Disk disk, Path path, boolean writable, Inode inode) {
        this.disk = disk;
        this.path = path;
        this.writable = writable;
        this.inode = inode;
        enter(inode);
    }

    /**
     * @throws Rejected {@code FILE_IN_USE}
     */
    static LockedFile open(Disk disk, Path path) throws IOException {
        boolean writable = disk.isWritable(path);
        synchronized (OPEN) {
            return new LockedFile(disk, path, writable, lock(path, writable));
        }
    }

    /** Tries again if a save has replaced the file in the meantime. */
    private static Inode lock(Path path, boolean writable) throws IOException {
        for (int race = 0; race < MAX_RACES; race++) {
            Object key = key(path);
            requireUnused(!OPEN.containsKey(key));
            FileChannel channel = FileChannel.open(path, mode(writable));
            boolean same = false;
            try {
                requireUnused(channel.tryLock(0, Long.MAX_VALUE, !writable) != null);
                Inode locked = new Inode(channel, key);
                same = key.equals(key(path));
                if (same) {
                    return locked;
                }
            } finally {
                if (!same) {
                    channel.close();
                }
            }
        }
        throw new Rejected(Failure.FILE_IN_USE, "is being replaced all the time");
    }

    private static Set<StandardOpenOption> mode(boolean writable) {
        return writable ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE) : Set.of(StandardOpenOption.READ);
    }

    private static void requireUnused(boolean condition) {
        Rejected.unless(condition, Failure.FILE_IN_USE, "is in use: it is open or plugged in somewhere else");
    }

    /** What tells a file from others under whatever name, where the file system knows such a thing. */
    private static Object key(Path path) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    /**
     * Makes a file that is not there yet, with all its content at once.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    static LockedFile create(Disk disk, Path path, Bytes content) throws IOException {
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        LockedFile file = new LockedFile(disk, path, true, write(disk, temporary, content));
        Path written = temporary;
        boolean durable = false;
        try {
            disk.publish(temporary, path);
            written = path;
            disk.syncDirectory(directory(path));
            durable = true;
            return file;
        } finally {
            if (!durable) {
                file.close();
                disk.delete(written);
            }
        }
    }

    /**
     * Replaces all of the file. The lock is on the new content before that has the name of the file.
     *
     * @throws IOException if it is uncertain whether the new or the old content is there now, but it is one of them
     */
    void replace(Bytes content) throws IOException {
        Inode before = inode;
        requireInPlace(before);
        Path temporary = path.resolveSibling("." + path.getFileName() + ".save");
        disk.delete(temporary);
        Inode next = write(disk, temporary, content);
        boolean replaced = false;
        try {
            enter(next);
            disk.replace(temporary, path);
            inode = next;
            replaced = true;
        } finally {
            if (!replaced) {
                leave(next);
                disk.delete(temporary);
            }
        }
        leave(before);
        disk.syncDirectory(directory(path));
    }

    /**
     * Overwrites a part of the file in place.
     *
     * @throws IOException if it is uncertain what is there now
     */
    void overwrite(long position, Bytes content) throws IOException {
        Inode current = inode;
        requireInPlace(current);
        disk.write(current.channel, position, content);
        disk.sync(current.channel);
    }

    private void requireInPlace(Inode current) throws IOException {
        if (!current.key.equals(key(path))) {
            throw new IOException(path + " was replaced by somebody who cannot have had the lock");
        }
    }

    private static Inode write(Disk disk, Path temporary, Bytes content) throws IOException {
        FileChannel channel = disk.create(temporary);
        boolean durable = false;
        try {
            channel.lock();
            disk.write(channel, 0, content);
            disk.sync(channel);
            Inode inode = new Inode(channel, key(temporary));
            durable = true;
            return inode;
        } finally {
            if (!durable) {
                channel.close();
                disk.delete(temporary);
            }
        }
    }

    private static Path directory(Path path) {
        return Objects.requireNonNull(path.getParent(), "an absolute path has a folder");
    }

    private void enter(Inode entered) {
        synchronized (OPEN) {
            OPEN.put(entered.key, this);
        }
    }

    private void leave(Inode left) throws IOException {
        synchronized (OPEN) {
            OPEN.remove(left.key, this);
            left.channel.close();
        }
    }

    Path path() {
        return path;
    }

    boolean isWritable() {
        return writable;
    }

    Bytes content() throws IOException {
        synchronized (OPEN) {
            return read(inode.channel);
        }
    }

    /**
     * Reads a file without a lock. It is whole even while it is saved elsewhere, since it is only ever replaced; the last
     * change in its journal may be cut short. A file that is open here is read as it is open: to close it again would
     * release the lock, which belongs to the process.
     */
    static Bytes read(Path path) throws IOException {
        synchronized (OPEN) {
            LockedFile open = OPEN.get(key(path));
            if (open != null) {
                return open.content();
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return read(channel);
            }
        }
    }

    private static Bytes read(FileChannel channel) throws IOException {
        long size = channel.size();
        Rejected.unless(size <= Frame.MAX_LENGTH, Failure.FILE_SIZE, "is too large to be a VSC file");
        ByteBuffer buffer = ByteBuffer.allocate((int) size);
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
            // once more for what the system did not give in one go
        }
        return Bytes.adopt(buffer.array()).slice(0, buffer.position());
    }

    @Override
    public void close() throws IOException {
        leave(inode);
    }
}
