// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.ObjectId;
import vsc.model.VscException;

class AcceptanceTest {
    private static final int MINOR_VERSION = 9;
    private static final int FLAGS = 11;
    private static final int HEADER = Preamble.LENGTH;

    @TempDir
    Path folder;

    private Path path;
    private Forgery forgery;

    @BeforeEach
    void makeCard() throws Exception {
        path = folder.resolve("card.vsc");
        Cards.make(path);
        forgery = new Forgery(path);
    }

    private VscException refusal(Bytes file) throws Exception {
        Files.write(path, file.toArray());
        return assertThrows(VscException.class, () -> VscFile.open(path, Cards.NOT_ASKED));
    }

    private void assertRefused(Failure failure, Bytes file) throws Exception {
        assertEquals(failure, refusal(file).failure());
    }

    @Test
    void anEmptyFileHasTheWrongSize() throws Exception {
        VscException refusal = refusal(Bytes.EMPTY);
        assertEquals(Failure.FILE_SIZE, refusal.failure());
        assertEquals(path + " is empty", refusal.getMessage());
    }

    @Test
    void aHugeFileIsNotEvenRead() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        VscException refusal = assertThrows(VscException.class, () -> VscFile.inspect(path));
        assertEquals(Failure.FILE_SIZE, refusal.failure());
    }

    @Test
    void anotherKindOfFileIsCalledThat() throws Exception {
        VscException refusal = refusal(Bytes.ascii("-----BEGIN CERTIFICATE-----"));
        assertEquals(Failure.FILE_MAGIC, refusal.failure());
        assertEquals(path + " is not a VSC file", refusal.getMessage());
        assertRefused(Failure.FILE_MAGIC, Bytes.adopt(new byte[4096]));
    }

    @Test
    void aNewerVersionIsNamed() throws Exception {
        VscException refusal = refusal(Forgery.change(forgery.original(), MINOR_VERSION, 7));
        assertEquals(Failure.FILE_VERSION, refusal.failure());
        assertTrue(refusal.getMessage().contains("1.6"), refusal.getMessage());
        assertRefused(Failure.FILE_VERSION, Forgery.change(forgery.original(), FLAGS, 1));
    }

    @Test
    void accidentalDamageShowsBeforeAnyPassword() throws Exception {
        for (int at : new int[] {HEADER, forgery.original().length() / 2, Forgery.CHECKSUM}) {
            assertRefused(Failure.FILE_CHECKSUM, Forgery.change(forgery.original(), at, 0x10));
        }
    }

    @Test
    void paddingIsEmpty() throws Exception {
        Bytes file = forgery.original();
        assertRefused(Failure.FILE_LENGTHS, Forgery.repaired(Forgery.change(file, file.length() - 1, 1)));
        assertRefused(Failure.FILE_LENGTHS, Forgery.change(file, Preamble.LENGTH - 1, 1));
        int afterHeader = HEADER + card().preamble().headerLength();
        assertRefused(Failure.FILE_LENGTHS, Forgery.repaired(Forgery.change(file, afterHeader, 1)));
    }

    private Frame card() {
        return forgery.card.frame();
    }

    @Test
    void aHeaderInAnotherEncodingIsRefused() throws Exception {
        Bytes encoded = forgery.header().encode();
        Bytes longForm = Bytes.of(0x30, 0x83, 0).concat(encoded.from(2));
        byte[] file = forgery.original().toArray();
        longForm.copyTo(file, HEADER);
        Preamble from = card().preamble();
        from.sized(longForm.length(), from.baseLength()).encode().copyTo(file, 0);
        assertRefused(Failure.FILE_ENCODING, Forgery.repaired(Bytes.adopt(file)));
    }

    @ParameterizedTest
    @CsvSource({
        "19455,    2,  1", // less memory than 19 MiB
        "1048577,  1,  1", // more than 1 GiB
        "19456,   17,  1",
        "19456,    2,  9",
        "1048576,  5,  1", // each within its limit, but more than 4 GiB in all
        "2147483647, 2147483647, 2147483647",
        "0, 0, 0"
    })
    void hostileCostsAreRefusedWithoutPayingThem(int memory, int passes, int lanes) throws Exception {
        Bytes body = DerWriter.sequenceOf(der -> {
            der.sequence(() -> {
                der.integer(memory);
                der.integer(passes);
                der.integer(lanes);
                der.text("abcdefghijklmnopqrstuvwxyz");
            });
            der.octets(Preamble.NO_TAG);
            der.octets(Bytes.EMPTY);
        });
        Slot slot = new Slot(1, Slot.PASSWORD, body);
        long start = System.nanoTime();
        assertRefused(Failure.FILE_KDF_LIMITS, forgery.with(forgery.withSlots(List.of(slot))));
        assertTrue(System.nanoTime() - start < 1_000_000_000L, "took as long as the work");
    }

    @Test
    void aWrongPasswordIsNotTriedOnHundredsOfSlots() throws Exception {
        Bytes cardId = card().preamble().cardId();
        List<Slot> slots = new ArrayList<>();
        try (Secret masterKey = Secret.random(KeySlot.MASTER_KEY_LENGTH)) {
            Slot slot = KeySlot.password(cardId, 1, Cards.secret("x"), Cards.CHEAP, masterKey)
                    .toSlot();
            for (int number = 1; number <= 9; number++) {
                slots.add(new Slot(number, slot.kind(), rebound(slot.body(), cardId, masterKey, number)));
            }
        }
        assertRefused(Failure.FILE_KDF_LIMITS, forgery.with(forgery.withSlots(slots)));
    }

    private static Bytes rebound(Bytes body, Bytes cardId, Secret masterKey, int number) {
        KeySlot slot = KeySlot.parse(new Slot(1, Slot.PASSWORD, body), cardId);
        Envelope envelope = Envelope.seal(masterKey, Binding.slot(cardId, number), masterKey);
        return new KeySlot(number, slot.kdf(), slot.commit(), envelope).toSlot().body();
    }

    @Test
    void aFileAlteredByAnybodyIsNotAuthentic() throws Exception {
        Bytes file = forgery.original();
        assertRefused(Failure.FILE_AUTHENTICITY, Forgery.change(file, Forgery.TAG, 1));
        int label = find(file, "Tést".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertRefused(Failure.FILE_AUTHENTICITY, Forgery.repaired(Forgery.change(file, label, 1)));
    }

    private static int find(Bytes file, byte[] text) {
        Bytes wanted = Bytes.copyOf(text);
        for (int at = 0; at + text.length <= file.length(); at++) {
            if (file.from(at).startsWith(wanted)) {
                return at;
            }
        }
        throw new AssertionError("not in the file");
    }

    @Test
    void anAreaInTheWrongPlaceIsRefusedEvenWithAllTagsRight() throws Exception {
        assertRefused(Failure.FILE_ENVELOPE, forgery.with(Area.PRIVATE, card().area(Area.SECRET_KEY)));
    }

    @Test
    void anAreaOfAnEarlierTimeIsRefusedEvenWithAllTagsRight() throws Exception {
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Cards.verify(card.store(), "999999");
        }
        assertRefused(Failure.FILE_ENVELOPE, new Forgery(path).with(Area.PASSWORD, card().area(Area.PASSWORD)));
    }

    @Test
    void anUnknownCriticalExtensionIsRefused() throws Exception {
        Extension extension = new Extension("2.999.1", true, Bytes.of(1));
        VscException refusal = refusal(forgery.with(forgery.withExtensions(extension)));
        assertEquals(Failure.FILE_CRITICAL_EXTENSION, refusal.failure());
        assertTrue(refusal.getMessage().contains("2.999.1"), refusal.getMessage());
    }

    @Test
    void whatIsUnknownAndNotCriticalSurvivesASave() throws Exception {
        Extension extension = new Extension("2.999.1", false, Bytes.of(1, 2));
        Slot slot = new Slot(5, 77, Bytes.of(0x99));
        Files.write(path, forgery.with(forgery.withExtensions(extension)).toArray());
        Forgery extended = new Forgery(path);
        List<Slot> slots = List.of(extended.header().slots().get(0), slot);
        Files.write(path, extended.with(extended.withSlots(slots)).toArray());
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            card.store().commit(edit -> {});
        }
        assertEquals(List.of(extension), VscFile.inspect(path).header().extensions());
        assertEquals(slots, VscFile.inspect(path).header().slots());
    }

    @Test
    void aFileThatOpensOnlyInUnknownWaysIsNotSupported() throws Exception {
        assertRefused(Failure.NOT_SUPPORTED, forgery.with(forgery.withSlots(List.of(new Slot(0, 77, Bytes.EMPTY)))));
    }

    @Test
    void onlyATestCardHasAnOpenSlot() throws Exception {
        assertRefused(Failure.FILE_SEMANTICS, forgery.with(forgery.withLifecycle(Lifecycle.ACTIVE)));
    }

    @Test
    void slotsHaveDifferentNumbers() throws Exception {
        Slot open = forgery.header().slots().get(0);
        assertRefused(Failure.FILE_SEMANTICS, forgery.with(forgery.withSlots(List.of(open, open))));
    }

    @Test
    void theHeaderNamesTheGuardsThatAreThere() throws Exception {
        assertRefused(Failure.FILE_SEMANTICS, forgery.with(forgery.withGuards("open", "piv-pin", "third")));
    }

    @Test
    void aPinHasNoMoreTriesThanItCanHave() throws Exception {
        Content content = forgery.card.content();
        Draft draft = new Draft(content);
        draft.putPin(Objects.requireNonNull(draft.pin(Cards.PIN)).withTriesLeft(4));
        assertRefused(Failure.FILE_SEMANTICS, forgery.with(draft.finish()));
    }

    @Test
    void anObjectIsInOneAreaOnly() throws Exception {
        Content from = forgery.card.content();
        TreeMap<ObjectId, Bytes> objects = new TreeMap<>(from.publicArea().objects());
        objects.put(Cards.PRINTED, Bytes.EMPTY);
        assertRefused(
                Failure.FILE_SEMANTICS,
                forgery.with(new Content(
                        new PublicArea(objects), from.privateArea(), from.secretKeyArea(), from.passwordArea())));
    }

    @Test
    void everyObjectHasItsGuard() throws Exception {
        Content from = forgery.card.content();
        TreeMap<String, Guard> guards = new TreeMap<>(from.passwordArea().guards());
        guards.remove(Cards.GUARD);
        PasswordArea passwords =
                new PasswordArea(from.passwordArea().pepper(), Optional.empty(), guards, new TreeMap<>());
        assertRefused(
                Failure.FILE_SEMANTICS,
                forgery.with(new Content(from.publicArea(), from.privateArea(), from.secretKeyArea(), passwords)));
    }

    @Test
    void onlyTheOpenGuardIsOpen() throws Exception {
        Content from = forgery.card.content();
        TreeMap<String, Guard> guards = new TreeMap<>(from.passwordArea().guards());
        Guard open = Objects.requireNonNull(guards.get("open"));
        guards.put(Cards.GUARD, new Guard(Cards.GUARD, open.publicKey(), open.openKey(), Optional.empty()));
        PasswordArea passwords = new PasswordArea(
                from.passwordArea().pepper(),
                Optional.empty(),
                guards,
                from.passwordArea().pins());
        assertRefused(
                Failure.FILE_SEMANTICS,
                forgery.with(new Content(from.publicArea(), from.privateArea(), from.secretKeyArea(), passwords)));
    }
}
