// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import vsc.iso.Bytes;

/** A real disk on which something happens before or after each step. */
final class ScriptedDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final Script script;
    private boolean writable = true;
    private int steps;

    /** What happens at a step. */
    @FunctionalInterface
    interface Script {
        /**
         * @param number of the step, from 0 on
         * @param name of the method of {@link Disk}
         * @param done whether the step is over
         */
        void at(int number, String name, boolean done) throws IOException;
    }

    /** One step. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    ScriptedDisk(Script script) {
        this.script = script;
    }

    static ScriptedDisk readOnly() {
        ScriptedDisk disk = new ScriptedDisk((number, name, done) -> {
            throw new IOException("read-only file system");
        });
        disk.writable = false;
        return disk;
    }

    /** How many steps were begun. */
    int steps() {
        return steps;
    }

    private void step(String name, Step step) throws IOException {
        int number = steps++;
        script.at(number, name, false);
        step.run();
        script.at(number, name, true);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        int number = steps++;
        script.at(number, "create", false);
        FileChannel channel = disk.create(file);
        try {
            script.at(number, "create", true);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    @Override
    public void write(FileChannel file, long position, Bytes content) throws IOException {
        step("write", () -> disk.write(file, position, content));
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        step("sync", () -> disk.sync(file));
    }

    @Override
    public void publish(Path from, Path to) throws IOException {
        step("publish", () -> disk.publish(from, to));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        step("replace", () -> disk.replace(from, to));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step("syncDirectory", () -> disk.syncDirectory(directory));
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete", () -> disk.delete(file));
    }

    @Override
    public boolean isWritable(Path file) {
        return writable;
    }
}
