// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.Failure;
import vsc.model.VscException;

class LockTest {
    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.make(path);
    }

    private Failure refusal() {
        return assertThrows(VscException.class, () -> VscFile.open(path, Cards.NOT_ASKED))
                .failure();
    }

    /** Says whether another process can open the card. */
    private String elsewhere() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LockTest.class.getName(),
                path.toString());
        return new String(Tools.run(command), StandardCharsets.US_ASCII).strip();
    }

    /** The other process. */
    public static void main(String[] arguments) {
        try (VscFile card = VscFile.open(Path.of(arguments[0]), Cards.NOT_ASKED)) {
            System.out.println("opened " + card.generation());
        } catch (VscException e) {
            System.out.println(e.failure());
        }
    }

    @Test
    void anOpenCardIsInUseHere() throws Exception {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            assertEquals(Failure.FILE_IN_USE, refusal());
            card.store().commit(edit -> {});
            assertEquals(Failure.FILE_IN_USE, refusal());
        }
        VscFile.open(path, Cards.NOT_ASKED).close();
    }

    @Test
    void aNewCardIsInUseToo() throws Exception {
        path = folder.resolve("new.vsc");
        try (VscFile card = VscFile.create(path, Cards.card(Lifecycle.TEST), null, Cards.CHEAP, Cards::fill)) {
            assertEquals(1, card.generation());
            assertEquals(Failure.FILE_IN_USE, refusal());
            assertEquals("FILE_IN_USE", elsewhere());
        }
    }

    @Test
    void anotherNameOfTheFileDoesNotHelp() throws Exception {
        Path original = path;
        try (VscFile card = VscFile.open(original, Cards.NOT_ASKED)) {
            assertEquals(1, card.generation());
            path = Files.createLink(folder.resolve("hard.vsc"), original);
            assertEquals(Failure.FILE_IN_USE, refusal());
            path = Files.createSymbolicLink(folder.resolve("soft.vsc"), original);
            assertEquals(Failure.FILE_IN_USE, refusal());
        }
    }

    /** Closing any descriptor of a file drops the locks of the whole process: neither looking nor failing may do that. */
    @Test
    void anOpenCardIsInUseElsewhereWhateverHappensHere() throws Exception {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            VscFile.inspect(path);
            refusal();
            assertEquals("FILE_IN_USE", elsewhere());
            card.store().commit(edit -> {});
            VscFile.inspect(path);
            refusal();
            assertEquals("FILE_IN_USE", elsewhere());
        }
        assertEquals("opened 2", elsewhere());
    }

    @Test
    void aRefusedFileIsFreeAgain() throws Exception {
        byte[] good = Files.readAllBytes(path);
        Files.write(path, new byte[1000]);
        assertEquals(Failure.FILE_MAGIC, refusal());
        Files.write(path, good);
        VscFile.open(path, Cards.NOT_ASKED).close();
    }

    @Test
    void closingTwiceDoesNotFreeWhatSomebodyElseHasOpened() throws Exception {
        VscFile first = VscFile.open(path, Cards.NOT_ASKED);
        first.close();
        try (VscFile second = VscFile.open(path, Cards.NOT_ASKED)) {
            first.close();
            assertEquals(1, second.generation());
            assertEquals(Failure.FILE_IN_USE, refusal());
        }
    }

    @Test
    void aFileThatWasSwappedUnderAnOpenCardIsNotOverwritten() throws Exception {
        Path other = folder.resolve("other.vsc");
        Cards.make(other);
        byte[] swapped = Files.readAllBytes(other);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
            CardError error = assertThrows(CardError.class, () -> card.store().commit(edit -> {}));
            assertEquals(StatusWord.MEMORY_FAILURE, error.statusWord());
        }
        assertArrayEquals(swapped, Files.readAllBytes(path));
        VscFile.open(path, Cards.NOT_ASKED).close();
    }
}
