// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vsc.model.VscException;
import vsc.os.Card;

/** A test card, of the PIV profile unless said otherwise, as it leaves {@code vsc create}, in a file of its own. */
public final class TestCard implements AutoCloseable {
    /** Made once for each profile, because the PINs of a new card cost more than all that a test does with it. */
    private static final Map<Profile, byte[]> AS_MADE = new ConcurrentHashMap<>();

    private final Path file;
    private final VirtualCard open;

    private TestCard(Path file) throws VscException {
        this.file = file;
        this.open = VirtualCards.open(file, () -> {
            throw new AssertionError("a test card has no password");
        });
    }

    private static byte[] make(Profile profile) {
        try {
            Path folder = Files.createTempDirectory("vsc-test");
            Path file = folder.resolve("made.vsc");
            VirtualCards.createTestCard(file, NewIdentity.own("Test card", profile));
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (VscException e) {
            throw new AssertionError(e);
        }
    }

    /** A card that nobody has used yet. */
    public static TestCard fresh(Path folder) {
        return fresh(folder, Profile.PIV);
    }

    /** The same of another profile. */
    public static TestCard fresh(Path folder, Profile profile) {
        try {
            return new TestCard(freshFile(folder, profile));
        } catch (VscException e) {
            throw new AssertionError(e);
        }
    }

    /** The file of a card that nobody has used yet. */
    static Path freshFile(Path folder) {
        return freshFile(folder, Profile.PIV);
    }

    private static Path freshFile(Path folder, Profile profile) {
        try {
            Path file = Files.createTempFile(
                    folder,
                    "card",
                    ".vsc",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, AS_MADE.computeIfAbsent(profile, TestCard::make), StandardOpenOption.TRUNCATE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes this one and opens its file again. */
    public TestCard reopen() {
        close();
        try {
            return new TestCard(file);
        } catch (VscException e) {
            throw new AssertionError(e);
        }
    }

    public Card card() {
        return open.card();
    }

    @Override
    public void close() {
        open.close();
    }
}
