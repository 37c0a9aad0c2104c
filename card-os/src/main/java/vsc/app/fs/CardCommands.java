// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.PublicKeys;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** What GET DATA and PUT DATA with P1 01 mean to MyEID: the card as a whole, its PINs, and the current key. */
final class CardCommands {
    private static final int MODULUS = 0x01;
    private static final int POINT = 0x86;
    private static final int INFORMATION = 0xA0;
    private static final int LIST = 0xA1;
    private static final int CAPABILITIES = 0xAA;
    private static final int FIRST_KEY_PART = 0x80;
    private static final int LAST_KEY_PART = 0x89;
    private static final int SECRET_KEY = 0xA0;
    private static final int INITIALISE = 0xE0;

    /** Five letters; version 4.5.2, from which on hosts chain commands. */
    private static final Bytes NAME_AND_VERSION = Bytes.ascii("OsEID").concat(Bytes.of(4, 5, 2));

    private static final int SERIAL_LENGTH = 10;

    /**
     * Version of this structure; features: RSA, 3DES, AES, ECC; the most bits of RSA, DES, AES and ECC keys.
     */
    private static final Bytes CAPABLE_OF = Bytes.hex("01 000F 1000 00C0 0100 0209");

    private final Session session;
    private final PinCommands pins;
    private final KeyCommands keys;

    CardCommands(Session session, PinCommands pins, KeyCommands keys) {
        this.session = session;
        this.pins = pins;
        this.keys = keys;
    }

    ResponseApdu get(CommandApdu c) {
        return ResponseApdu.of(
                switch (c.p2()) {
                    case MODULUS -> modulus();
                    case POINT -> point();
                    case INFORMATION -> information();
                    case LIST -> session.tree.list(session.selection.df());
                    case CAPABILITIES -> CAPABLE_OF;
                    default -> throw new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND);
                });
    }

    private Bytes modulus() {
        CardError.unless(
                session.selection.requireEf().descriptor().value() == FileDescriptor.RSA_KEY,
                StatusWord.INCOMPATIBLE_FILE);
        return PublicKeys.modulus(keys.publicKey());
    }

    private Bytes point() {
        CardError.unless(
                session.selection.requireEf().descriptor().value() == FileDescriptor.EC_KEY,
                StatusWord.INCOMPATIBLE_FILE);
        return Tlv.of(0x30, PublicKeys.point(keys.publicKey())).encode();
    }

    /** Name, version, serial number, and the counter by which hosts know that what they have cached is old. */
    private Bytes information() {
        return NAME_AND_VERSION.concat(
                serial(session.store.identity().cardId()),
                Bytes.ofInt(session.tree.state().changes(), 2));
    }

    static Bytes serial(Bytes cardId) {
        return cardId.slice(0, SERIAL_LENGTH);
    }

    ResponseApdu put(CommandApdu c) {
        int p2 = c.p2();
        if (p2 >= 1 && p2 <= FileSystem.MAX_PIN) {
            return pins.define(c);
        }
        if (p2 == SECRET_KEY) {
            return keys.importSecret(c);
        }
        if (p2 >= FIRST_KEY_PART && p2 <= LAST_KEY_PART) {
            return keys.importPart(c);
        }
        CardError.unless(p2 == INITIALISE, StatusWord.WRONG_P1_P2);
        return initialise(c);
    }

    /** Two bytes of size, then the access conditions of the MF and of the PKCS #15 DF. Nothing else is left. */
    private ResponseApdu initialise(CommandApdu c) {
        CardError.unless(c.data().length() == 8, StatusWord.WRONG_LENGTH);
        session.status.requireDeletion(session.tree.root());
        session.status.clear();
        EmptyCard.make(session.tree, c.data().slice(2, 5), c.data().slice(5, 8));
        session.selection.select(session.tree.root());
        return ResponseApdu.OK;
    }
}
