// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Random;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.Verification;

/** Random orders to a card that {@link Cards} has made: all kinds of changes, PINs right and wrong, renaming, reopening. */
final class CardSteps {
    private static final int OBJECTS = 6;
    private static final int FIRST_OBJECT = 0x5FC100;
    private static final int FIRST_KEY = 0x82;
    private static final int KEYS = 3;

    /** More than the whole journal of a small card can take. */
    private static final int LARGE = 35_000;

    private final Random random;
    private int made;

    CardSteps(Random random) {
        this.random = random;
    }

    /**
     * @param now what the card holds
     * @param verified whether the PIN was given
     */
    CardStep next(Expected now, boolean verified) {
        int dice = random.nextInt(100);
        if (dice < 34) {
            return putPublic();
        } else if (dice < 44) {
            return patchPublic(now);
        } else if (dice < 52) {
            return putPrivate();
        } else if (dice < 59) {
            return deleteData();
        } else if (dice < 67) {
            return putKey();
        } else if (dice < 70) {
            return deleteKey();
        } else if (dice < 76) {
            return several();
        } else if (dice < 86) {
            return verify(now);
        } else if (dice < 89) {
            return verified ? changePin(now) : verify(now);
        } else if (dice < 91) {
            return setSparePin();
        } else if (dice < 92) {
            return replaceGuard();
        } else if (dice < 94) {
            return rename();
        } else if (dice < 96) {
            return edit();
        }
        return new CardStep("reopen", CardStep.Kind.NONE, false, CardSession::reopen, expected -> {});
    }

    private ObjectId anyObject() {
        return new ObjectId("piv", FIRST_OBJECT + random.nextInt(OBJECTS));
    }

    private ObjectId anyKey() {
        return new ObjectId("piv", FIRST_KEY + random.nextInt(KEYS));
    }

    /** Mostly short; now and then of several slots, or of more than the journal has. */
    private Bytes anyValue() {
        int dice = random.nextInt(100);
        int length = dice < 40 ? 300 : dice < 70 ? 3000 : 6000;
        return anyValue(dice == 99 ? LARGE : random.nextInt(length + 1));
    }

    private Bytes anyValue(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        return Bytes.adopt(value);
    }

    private CardStep putPublic() {
        ObjectId id = anyObject();
        Bytes value = anyValue();
        return CardStep.change(
                "put public",
                session -> session.store().commit(edit -> edit.putPublic(id, value)),
                expected -> expected.putPublic(id, value));
    }

    private CardStep patchPublic(Expected now) {
        ObjectId id = anyObject();
        Bytes before = now.publicData(id);
        int at = random.nextInt(before.length() + 1);
        Bytes value = before.slice(0, at).concat(anyValue(8), before.from(Math.min(before.length(), at + 8)));
        return CardStep.change(
                "patch public",
                session -> session.store().commit(edit -> edit.putPublic(id, value)),
                expected -> expected.putPublic(id, value));
    }

    private CardStep putPrivate() {
        ObjectId id = anyObject();
        Bytes value = anyValue();
        return CardStep.change(
                "put private",
                session -> session.store().commit(edit -> edit.putPrivate(id, Cards.GUARD, value)),
                expected -> expected.putPrivate(id, value));
    }

    private CardStep deleteData() {
        ObjectId id = anyObject();
        return CardStep.change(
                "delete data",
                session -> session.store().commit(edit -> edit.deleteData(id)),
                expected -> expected.deleteData(id));
    }

    private CardStep putKey() {
        ObjectId id = anyKey();
        String guard = random.nextBoolean() ? Cards.GUARD : ObjectStore.OPEN_GUARD;
        return CardStep.change(
                "put key",
                session -> session.store().commit(edit -> Cards.putKey(edit, id, guard)),
                expected -> expected.putKey(id, guard));
    }

    private CardStep deleteKey() {
        ObjectId id = anyKey();
        return CardStep.change(
                "delete key",
                session -> session.store().commit(edit -> edit.deleteKey(id)),
                expected -> expected.deleteKey(id));
    }

    /** What an application does together must be there together. */
    private CardStep several() {
        ObjectId one = anyObject();
        ObjectId two = new ObjectId("piv", FIRST_OBJECT + OBJECTS);
        ObjectId key = anyKey();
        Bytes value = anyValue();
        Bytes mark = Bytes.ofInt(++made, 4);
        return CardStep.change(
                "several changes",
                session -> session.store().commit(edit -> {
                    edit.putPublic(one, value);
                    edit.putPrivate(two, Cards.GUARD, mark);
                    edit.putPublic(one, value.concat(mark));
                    Cards.putKey(edit, key, Cards.GUARD);
                }),
                expected -> {
                    expected.putPublic(one, value.concat(mark));
                    expected.putPrivate(two, mark);
                    expected.putKey(key, Cards.GUARD);
                });
    }

    /** Right and wrong PINs, but never so many wrong ones that the card is of no use for the rest of the script. */
    private CardStep verify(Expected now) {
        Expected.Pin pin = now.pin(Cards.PIN);
        if (pin.state().triesLeft() == 0) {
            return blocked(pin);
        }
        if (pin.state().triesLeft() > 1 && random.nextInt(3) == 0) {
            int left = pin.state().triesLeft() - 1;
            return new CardStep(
                    "wrong PIN",
                    CardStep.Kind.VERIFY,
                    false,
                    session -> require(
                            Cards.verify(session.store(), "0" + pin.value()).equals(new Verification.Wrong(left)),
                            "a wrong PIN left other tries than " + left),
                    expected -> expected.putPin(Cards.PIN, pin.withTriesLeft(left)));
        }
        return new CardStep(
                "right PIN",
                CardStep.Kind.VERIFY,
                false,
                session -> {
                    Verification answer = Cards.verify(session.store(), pin.value());
                    require(answer instanceof Verification.Right, "the right PIN was refused: " + answer);
                    session.keep((Verification.Right) answer);
                },
                expected -> expected.putPin(
                        Cards.PIN, Expected.Pin.of(pin.value(), pin.state().maxTries())));
    }

    /** A crash after the last try was counted leaves none. */
    private static CardStep blocked(Expected.Pin pin) {
        return new CardStep(
                "right PIN without tries",
                CardStep.Kind.NONE,
                false,
                session -> require(
                        Cards.verify(session.store(), pin.value()).equals(new Verification.Blocked()),
                        "a PIN without tries was compared"),
                expected -> {});
    }

    private CardStep changePin(Expected now) {
        String old = now.pin(Cards.PIN).value();
        String fresh = Integer.toString(100_000 + random.nextInt(900_000));
        int tries = Cards.TRIES + random.nextInt(3);
        return new CardStep(
                "change PIN",
                CardStep.Kind.CHANGE,
                true,
                session -> {
                    try (Secret value = Cards.secret(fresh)) {
                        var guards = session.guards(old);
                        session.store().commit(edit -> edit.setPin(Cards.PIN, value, tries, guards, Cards.GUARD));
                    }
                },
                expected -> expected.putPin(Cards.PIN, Expected.Pin.of(fresh, tries)));
    }

    private CardStep setSparePin() {
        String fresh = Integer.toString(random.nextInt(10_000));
        return CardStep.change(
                "set a PIN that opens nothing of its own",
                session -> {
                    try (Secret value = Cards.secret(fresh)) {
                        ObjectStore store = session.store();
                        store.commit(edit -> edit.setPin(
                                CardSession.SPARE_PIN,
                                value,
                                CardSession.SPARE_TRIES,
                                store.openedByActivation(),
                                ObjectStore.OPEN_GUARD));
                    }
                },
                expected -> expected.putPin(CardSession.SPARE_PIN, Expected.Pin.of(fresh, CardSession.SPARE_TRIES)));
    }

    private CardStep replaceGuard() {
        String name = "guard" + ++made % 3;
        return CardStep.change(
                "make a guard",
                session ->
                        session.store().commit(edit -> edit.createGuards(name).close()),
                expected -> {});
    }

    private CardStep rename() {
        String label = "card " + ++made;
        return CardStep.change("rename", session -> session.rename(label), expected -> expected.label(label));
    }

    private CardStep edit() {
        ObjectId one = anyObject();
        ObjectId two = anyObject();
        Bytes value = anyValue();
        String label = "edited " + ++made;
        return CardStep.change(
                "edit",
                session -> session.edit(store -> {
                    store.commit(edit -> edit.putPublic(one, value));
                    store.commit(edit -> edit.deleteData(two));
                    store.changeHeader(header -> header.labelled(label));
                }),
                expected -> {
                    expected.putPublic(one, value);
                    expected.deleteData(two);
                    expected.label(label);
                });
    }

    static void require(boolean condition, String words) {
        if (!condition) {
            throw new AssertionError(words);
        }
    }
}
