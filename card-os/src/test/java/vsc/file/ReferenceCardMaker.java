// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/**
 * Makes the reference cards of a format that is new. Those that are there are never made again: what they are for is that
 * later programs open them.
 */
final class ReferenceCardMaker {
    private static final String PASSWORD = "correct horse";
    private static final ObjectId LONG = new ObjectId("piv", 0x5FC10A);
    private static final Bytes TWO_SLOTS = Bytes.adopt(new byte[5000]);

    private final Path folder;
    private final Path work;

    private ReferenceCardMaker(Path folder, Path work) {
        this.folder = folder;
        this.work = work;
    }

    /**
     * @param arguments the folder of the new version below {@code src/test/resources/vsc/file}
     */
    public static void main(String[] arguments) throws Exception {
        ReferenceCardMaker maker = new ReferenceCardMaker(
                Files.createDirectories(Path.of(arguments[0])), Files.createTempDirectory("reference"));
        maker.test();
        maker.password();
        maker.guarded();
    }

    private Path path(String name) {
        return work.resolve(name + ".vsc");
    }

    /** Everything that {@link Cards} makes, and a journal with a wrong PIN, a right one, and a change. */
    private void test() throws Exception {
        Path path = path("test");
        Cards.make(path, CrashRun.SLOTS);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED)) {
            Cards.verify(card.store(), "000000");
            Cards.unlock(card.store()).close();
            card.store().commit(edit -> edit.putPublic(LONG, Bytes.ascii("in the journal")));
            keep("test", "", Map.of(Cards.PIN, "123456"));
        }
    }

    /** A card for real use, closed in good order. */
    private void password() throws Exception {
        Path path = path("password");
        try (Secret password = Cards.PASSWORD.ask()) {
            VscFile.create(
                            new LocalDisk(),
                            CrashRun.SLOTS,
                            path,
                            Cards.card(Lifecycle.ACTIVE),
                            password,
                            Cards.CHEAP,
                            Cards::fill)
                    .close();
        }
        keep("password", PASSWORD, Map.of(Cards.PIN, "123456"));
    }

    /** Several guards and PINs, keys of all types, and a journal with each kind of change, one of them in two slots. */
    private void guarded() throws Exception {
        Path path = path("guarded");
        Cards.make(path, CrashRun.SLOTS);
        try (VscFile card = VscFile.open(path, Cards.NOT_ASKED);
                OpenGuards first = Cards.unlock(card.store());
                Secret puk = Cards.secret("12345678");
                Secret pin = Cards.secret("654321")) {
            ObjectStore store = card.store();
            store.commit(edit -> {
                try (OpenGuards second = edit.createGuards("pgp-pw1")) {
                    edit.setPin("pgp-pw1", pin, 5, second, "pgp-pw1");
                    edit.putPrivate(new ObjectId("openpgp", 0x0103), "pgp-pw1", Bytes.ascii("for PW1"));
                }
                int number = 0x82;
                for (KeyType type : KeyType.values()) {
                    putKey(edit, new ObjectId("piv", number++), type);
                }
            });
            store.commit(edit -> edit.setPin("piv-puk", puk, 3, first, Cards.GUARD));
            store.commit(edit -> edit.putPublic(LONG, TWO_SLOTS));
            store.commit(edit -> edit.putPublic(
                    LONG, TWO_SLOTS.slice(0, 4000).concat(Bytes.ascii("changed in the middle"), TWO_SLOTS.from(4000))));
            store.commit(edit -> {
                edit.putPrivate(Cards.CHUID, Cards.GUARD, Bytes.ascii("private now"));
                edit.deleteData(Cards.PRINTED);
                edit.deleteKey(Cards.CARD_KEY);
            });
            Cards.verify(store, "000000");
            keep("guarded", "", Map.of(Cards.PIN, "123456", "piv-puk", "12345678", "pgp-pw1", "654321"));
        }
    }

    private static void putKey(ObjectStore.Edit edit, ObjectId id, KeyType type) {
        if (type.isSymmetric()) {
            KeyRecord key = new KeyRecord(type, Cards.GUARD, Bytes.EMPTY, Bytes.ascii(type.name()));
            try (Secret material = Secret.random(type.size())) {
                edit.putKey(id, key, material);
            }
            return;
        }
        try (NewKey key = NewKey.generate(type)) {
            edit.putKey(
                    id, new KeyRecord(type, Cards.GUARD, key.publicKey(), Bytes.ascii(type.name())), key.privateKey());
        }
    }

    /** As it lies on disk while it is open, with its text. */
    private void keep(String name, String password, Map<String, String> pins) throws Exception {
        Bytes file = LockedFile.read(path(name).toRealPath());
        Acceptance card = Acceptance.of(file, () -> Cards.secret(password));
        List<String> lines = new ArrayList<>();
        if (!password.isEmpty()) {
            lines.add("password " + password);
        }
        new TreeMap<>(pins).forEach((pin, value) -> lines.add("secret %s %s".formatted(pin, value)));
        lines.addAll(ReferenceCard.list(card, pins));
        Files.write(folder.resolve(name + ".txt"), lines, StandardCharsets.UTF_8);
        Files.write(folder.resolve(name + ".vsc"), file.toArray());
    }
}
