// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;

/**
 * A real disk that remembers what a loss of power would leave of it. Content is safe once its file was synced, a name once
 * its folder was. Of what is not safe, any part may be there: names change in the order in which they were changed, sectors
 * in any.
 */
final class CrashDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final Path card;
    private final Moment moment;
    private final IdentityHashMap<FileChannel, Inode> open = new IdentityHashMap<>();
    private Map<Path, Inode> safeNames = new HashMap<>();

    /** All names after each change that is not safe yet; the last ones are what programs see. */
    private final List<Map<Path, Inode>> laterNames = new ArrayList<>();

    /** A time at which a crash could leave something else than before. */
    @FunctionalInterface
    interface Moment {
        void after(String step) throws IOException;
    }

    private static final class Inode {
        Bytes safe = Bytes.EMPTY;
        Bytes seen = Bytes.EMPTY;

        void write(long position, Bytes content) {
            int end = (int) position + content.length();
            byte[] written = new byte[Math.max(seen.length(), end)];
            seen.copyTo(written, 0);
            content.copyTo(written, (int) position);
            seen = Bytes.adopt(written);
        }
    }

    /**
     * The file as it may be found after a crash.
     *
     * @param safe what certainly reached the disk
     * @param seen that, and what may have: some sectors of the one and some of the other
     */
    record Leftover(Bytes safe, Bytes seen) {}

    /**
     * @param card all that counts in the end
     */
    CrashDisk(Path card, Moment moment) {
        this.card = card;
        this.moment = moment;
    }

    /** One for each state in which the names may be; empty where no file has the name of the card. */
    List<Optional<Leftover>> leftovers() {
        List<Optional<Leftover>> left = new ArrayList<>();
        left.add(leftover(safeNames));
        laterNames.forEach(names -> left.add(leftover(names)));
        return left.stream().distinct().toList();
    }

    private Optional<Leftover> leftover(Map<Path, Inode> names) {
        return Optional.ofNullable(names.get(card)).map(inode -> new Leftover(inode.safe, inode.seen));
    }

    /** What was made so far has been on the disk for a long time. */
    void settle(Bytes content) {
        Inode inode = new Inode();
        inode.write(0, content);
        inode.safe = inode.seen;
        safeNames = new HashMap<>(Map.of(card, inode));
        laterNames.clear();
    }

    private Map<Path, Inode> names() {
        return laterNames.isEmpty() ? safeNames : laterNames.get(laterNames.size() - 1);
    }

    private void rename(Path path, @Nullable Inode inode, @Nullable Path gone) {
        Map<Path, Inode> names = new HashMap<>(names());
        if (inode != null) {
            names.put(path, inode);
        }
        if (gone != null) {
            names.remove(gone);
        }
        laterNames.add(names);
    }

    /** A card that was there before was opened without the help of this disk. */
    private Inode inode(FileChannel file) {
        Inode inode = open.getOrDefault(file, names().get(card));
        if (inode == null) {
            throw new AssertionError("a write to a file that was never made");
        }
        return inode;
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        FileChannel channel = disk.create(file);
        Inode inode = new Inode();
        open.put(channel, inode);
        rename(file, inode, null);
        moment.after("create");
        return channel;
    }

    @Override
    public void write(FileChannel file, long position, Bytes content) throws IOException {
        disk.write(file, position, content);
        inode(file).write(position, content);
        moment.after("write");
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        disk.sync(file);
        Inode inode = inode(file);
        inode.safe = inode.seen;
        moment.after("sync");
    }

    @Override
    public void publish(Path from, Path to) throws IOException {
        disk.publish(from, to);
        Inode inode = names().get(from);
        rename(to, inode, null);
        rename(to, inode, from);
        moment.after("publish");
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        disk.replace(from, to);
        rename(to, names().get(from), from);
        moment.after("replace");
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
        safeNames = names();
        laterNames.clear();
        moment.after("syncDirectory");
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
        rename(file, null, file);
        moment.after("delete");
    }

    @Override
    public boolean isWritable(Path file) {
        return true;
    }
}
