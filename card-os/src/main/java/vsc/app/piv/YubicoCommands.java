// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.KeyRecord;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.PinState;

/** Yubico's instructions that ask for or change the application as a whole. */
final class YubicoCommands {
    private static final int ALGORITHM = 0x01;
    private static final int PUBLIC_KEY = 0x04;
    private static final int IS_DEFAULT = 0x05;
    private static final int TRIES = 0x06;
    private static final int PIN_ALGORITHM = 0xFF;

    private final ObjectStore store;
    private final SecurityStatus status;

    YubicoCommands(ObjectStore store, SecurityStatus status) {
        this.store = store;
        this.status = status;
    }

    ResponseApdu version(CommandApdu c) {
        requirePlain(c);
        return ResponseApdu.of(Piv.VERSION);
    }

    /** Four bytes, big-endian. */
    ResponseApdu serial(CommandApdu c) {
        requirePlain(c);
        return ResponseApdu.of(Bytes.ofInt(PivState.of(store).serial(), 4));
    }

    private static void requirePlain(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
    }

    /**
     * What is known of a key or PIN.
     *
     * @throws CardError 6A88 for an empty or unknown reference; hosts tell empty slots by exactly this
     */
    ResponseApdu metadata(CommandApdu c) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        PivState state = PivState.of(store);
        return ResponseApdu.of(
                switch (c.p2()) {
                    case PinCommands.PIN -> pinMetadata(Piv.PIN, state.defaultPin());
                    case PinCommands.PUK -> pinMetadata(Piv.PUK, state.defaultPuk());
                    default -> keyMetadata(new KeyReference(c.p2()), state);
                });
    }

    private Bytes pinMetadata(String name, boolean isDefault) {
        PinState pin = store.pin(name).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
        return Tlv.encodeAll(List.of(
                Tlv.of(ALGORITHM, Bytes.of(PIN_ALGORITHM)),
                flag(isDefault),
                Tlv.of(TRIES, Bytes.of(pin.maxTries(), pin.triesLeft()))));
    }

    private Bytes keyMetadata(KeyReference reference, PivState state) {
        KeyRecord key =
                store.key(reference.id()).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
        List<Tlv> fields = new ArrayList<>();
        fields.add(Tlv.of(ALGORITHM, Bytes.of(PivAlgorithm.of(key.type()).value())));
        fields.addAll(Tlv.parseAll(key.attributes()));
        if (key.type().isSymmetric()) {
            fields.add(flag(state.defaultManagementKey()));
        } else {
            fields.add(Tlv.of(PUBLIC_KEY, PublicKeyTemplate.of(key.type(), key.publicKey())));
        }
        return Tlv.encodeAll(fields);
    }

    private static Tlv flag(boolean isDefault) {
        return Tlv.of(IS_DEFAULT, Bytes.of(isDefault ? 1 : 0));
    }

    /** P1 tries for the PIN, P2 for the PUK. Both fall back to the well-known values. */
    ResponseApdu setRetries(CommandApdu c) {
        CardError.unless(c.p1() > 0 && c.p2() > 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        status.requireManagement();
        OpenGuards guards = status.requirePin();
        store.commit(edit -> {
            setDefaultPins(edit, guards, c.p1(), c.p2());
            PivState.of(store).withDefaultPins().put(edit);
        });
        return ResponseApdu.OK;
    }

    static void setDefaultPins(ObjectStore.Edit edit, OpenGuards guards, int pinTries, int pukTries) {
        try (Secret pin = Secret.adopt(Bytes.ascii(Piv.DEFAULT_PIN).toArray());
                Secret puk = Secret.adopt(Bytes.ascii(Piv.DEFAULT_PUK).toArray())) {
            edit.setPin(Piv.PIN, pin, pinTries, guards, Piv.PIN_GUARD);
            edit.setPin(Piv.PUK, puk, pukTries, guards, Piv.PIN_GUARD);
        }
    }

    /**
     * Back to an empty application with the well-known secrets.
     *
     * @throws CardError 6985 unless both PIN and PUK are blocked
     */
    ResponseApdu reset(CommandApdu c) {
        requirePlain(c);
        CardError.unless(isBlocked(Piv.PIN) && isBlocked(Piv.PUK), StatusWord.CONDITIONS_NOT_SATISFIED);
        status.clear();
        Set<ObjectId> keys = store.keys(Piv.NAME).keySet();
        store.commit(edit -> {
            keys.forEach(edit::deleteKey);
            PivObject.values().forEach(object -> edit.deleteData(object.id()));
            Personalization.wellKnown(edit);
        });
        return ResponseApdu.OK;
    }

    private boolean isBlocked(String name) {
        return store.pin(name).filter(pin -> pin.triesLeft() == 0).isPresent();
    }
}
