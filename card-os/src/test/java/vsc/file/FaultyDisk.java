// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vsc.iso.Bytes;

/** A real disk with an error at one of its steps, or from there on. */
final class FaultyDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final List<String> steps = new ArrayList<>();
    private @Nullable Fault fault;
    private @Nullable Written last;

    /** What goes wrong. */
    enum Kind {
        EIO("Input/output error"),
        ENOSPC("No space left on device"),
        /** Half of what should be written is there, and an error says so. */
        SHORT("Input/output error");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** Only what writes, or what should make it last, can do half of it. */
        boolean occursAt(String step) {
            return this != SHORT || step.equals("write") || step.equals("sync");
        }
    }

    /**
     * @param step the number of the step, from that of arming on
     * @param sticky whether all later steps fail as well
     */
    record Fault(int step, Kind kind, boolean sticky) {}

    /** The last write, which can be half undone. */
    private record Written(FileChannel file, long position, Bytes before) {}

    /** From now on steps are counted, and {@code next} happens. */
    void arm(@Nullable Fault next) {
        steps.clear();
        fault = next;
    }

    /** The names of the steps since arming. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    /** Whether the fault was reached. */
    boolean hasFailed() {
        return fault != null && steps.size() > fault.step;
    }

    private @Nullable Kind next(String step) {
        steps.add(step);
        int number = steps.size() - 1;
        Fault armed = fault;
        if (armed == null) {
            return null;
        }
        return number == armed.step || armed.sticky && number > armed.step ? armed.kind : null;
    }

    private void check(String step) throws IOException {
        fail(next(step), step);
    }

    private static void fail(@Nullable Kind kind, String step) throws IOException {
        if (kind != null) {
            throw new IOException(kind.message + " (on purpose, at " + step + ")");
        }
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        check("create");
        return disk.create(file);
    }

    @Override
    public void write(FileChannel file, long position, Bytes content) throws IOException {
        Kind kind = next("write");
        Bytes before = read(file, position, content.length());
        if (kind == null) {
            disk.write(file, position, content);
            last = new Written(file, position, before);
        } else if (kind == Kind.SHORT) {
            disk.write(file, position, content.slice(0, content.length() / 2));
        }
        fail(kind, "write");
    }

    /** Zeros where the file ends before. */
    private static Bytes read(FileChannel file, long position, int length) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(length);
        file.read(there, position);
        return Bytes.adopt(there.array());
    }

    /** When a sync fails, what was written may be lost; a later one will not tell. */
    @Override
    public void sync(FileChannel file) throws IOException {
        Kind kind = next("sync");
        Written written = last;
        if (kind == Kind.SHORT && written != null && file.equals(written.file)) {
            int half = written.before.length() / 2;
            disk.write(file, written.position + half, written.before.from(half));
        }
        fail(kind, "sync");
        disk.sync(file);
    }

    @Override
    public void publish(Path from, Path to) throws IOException {
        check("publish");
        disk.publish(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        check("replace");
        disk.replace(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        check("syncDirectory");
        disk.syncDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        check("delete");
        disk.delete(file);
    }

    @Override
    public boolean isWritable(Path file) {
        return true;
    }
}
