// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vsc.iso.Bytes;
import vsc.model.Failure;

/** Nothing that is done to a file without its keys is ever accepted. */
class TamperingTest {
    private static final long SEED = 20260101;

    @TempDir
    Path folder;

    private Bytes file = Bytes.EMPTY;

    @BeforeEach
    void makeCard() throws Exception {
        Path path = folder.resolve("card.vsc");
        Cards.make(path);
        file = Forgery.read(path);
    }

    private static Failure refusal(Bytes altered, String what) {
        return assertThrows(Rejected.class, () -> Acceptance.of(altered, Cards.NOT_ASKED), what)
                .failure();
    }

    @Test
    void noBitCanBeFlipped() {
        for (int bit = 0; bit < file.length() * 8; bit++) {
            refusal(Forgery.change(file, bit / 8, 1 << bit % 8), "bit " + bit);
        }
    }

    @Test
    void noByteCanBeChangedWithTheChecksumRepaired() {
        Random random = new Random(SEED);
        for (int at = 0; at < file.length(); at++) {
            Bytes altered = Forgery.repaired(Forgery.change(file, at, 1 + random.nextInt(255)));
            if (!altered.equals(file)) {
                refusal(altered, "byte " + at);
            }
        }
    }

    @Test
    void noEndCanBeCutOff() {
        for (int length = 0; length < file.length(); length++) {
            Failure failure = refusal(file.slice(0, length), "length " + length);
            assertEquals(length < Preamble.LENGTH ? Failure.FILE_SIZE : Failure.FILE_LENGTHS, failure);
        }
    }

    @Test
    void nothingCanBeAppended() {
        for (int length : new int[] {1, Blocks.SIZE, 4096, 65536}) {
            assertEquals(
                    Failure.FILE_LENGTHS, refusal(file.concat(Bytes.adopt(new byte[length])), "appended " + length));
        }
    }

    @Test
    void noBlockCanComeFromAnotherCard() throws Exception {
        Path path = folder.resolve("other.vsc");
        Cards.make(path);
        refuseBlocksOf(Forgery.read(path));
    }

    @Test
    void noBlockCanComeFromAnotherTime() throws Exception {
        Path path = folder.resolve("card.vsc");
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Cards.verify(card.store(), "999999");
        }
        refuseBlocksOf(Forgery.read(path));
    }

    /** Both as it is and with the checksum repaired. */
    private void refuseBlocksOf(Bytes other) {
        assertEquals(file.length(), other.length());
        for (int at = 0; at < file.length(); at += Blocks.SIZE) {
            Bytes block = other.slice(at, at + Blocks.SIZE);
            if (!block.equals(file.slice(at, at + Blocks.SIZE))) {
                Bytes mixed = file.slice(0, at).concat(block, file.from(at + Blocks.SIZE));
                refusal(mixed, "block " + at);
                refusal(Forgery.repaired(mixed), "block " + at + " with the checksum repaired");
            }
        }
    }

    @Test
    void noAreaCanComeFromAnotherCardOrTime() throws Exception {
        Path path = folder.resolve("card.vsc");
        Forgery forgery = new Forgery(path);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Cards.verify(card.store(), "999999");
        }
        Path otherPath = folder.resolve("other.vsc");
        Cards.make(otherPath);
        for (Forgery other : List.of(new Forgery(path), new Forgery(otherPath))) {
            Header.AREAS.forEach(area -> {
                Bytes mixed = withTagOf(forgery.with(area, other.card.frame().area(area)));
                if (!mixed.equals(file)) {
                    assertEquals(Failure.FILE_AUTHENTICITY, refusal(Forgery.repaired(mixed), "area " + area));
                }
            });
            Header slots = forgery.withSlots(other.header().slots());
            if (!slots.equals(forgery.header())) {
                refusal(Forgery.repaired(withTagOf(forgery.with(slots))), "slots");
            }
        }
    }

    /** Takes back what only the keys can do. */
    private Bytes withTagOf(Bytes forged) {
        byte[] bytes = forged.toArray();
        file.slice(Forgery.TAG, Forgery.TAG + 32).copyTo(bytes, Forgery.TAG);
        return Bytes.adopt(bytes);
    }
}
