// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.VscException;

/** What a PIV application holds before anybody has used it. */
public final class Personalization {
    /** FASC-N of a card of no federal agency: agency code 9999, which makes hosts go by the GUID instead. */
    private static final Bytes NON_FEDERAL_FASC_N = Bytes.hex("D4E739DA739CED39CE739D836858210842108421C84210C3EB");

    /** GSC-RID, issuer and card type of the card capability container (SP 800-73-4 part 1, 3.1.1). */
    private static final Bytes CARD_IDENTIFIER_PREFIX = Bytes.hex("A000000116FF02");

    /** The card application PIN alone satisfies the access rules (SP 800-73-4 part 1, 3.3.2). */
    private static final Bytes PIN_USAGE_POLICY = Bytes.hex("4000");

    private static final int YEARS_VALID = 10;

    private Personalization() {}

    /**
     * The secrets of a card for real use.
     *
     * @param pin six to eight digits
     * @param puk six to eight bytes
     * @param managementKey as long as {@code managementKeyType} wants
     */
    public record Secrets(Secret pin, Secret puk, KeyType managementKeyType, Secret managementKey) {
        /**
         * Checks them; the length of the management key tells its type.
         *
         * @throws VscException {@code BAD_PIN_FORMAT} or {@code WRONG_MANAGEMENT_KEY}
         */
        public static Secrets of(Secret pin, Secret puk, Secret managementKey) throws VscException {
            if (!PinBlock.isPin(pin)) {
                throw new VscException(Failure.BAD_PIN_FORMAT, "A PIV PIN has 6 to 8 digits.");
            }
            if (!PinBlock.isPuk(puk)) {
                throw new VscException(Failure.BAD_PIN_FORMAT, "A PIV PUK has 6 to 8 characters.");
            }
            return new Secrets(pin, puk, managementKeyType(managementKey.length()), managementKey);
        }

        /** 24 bytes could be triple DES, too, which has no place in a new card (SP 800-78-5). */
        private static KeyType managementKeyType(int length) throws VscException {
            return switch (length) {
                case 16 -> KeyType.AES_128;
                case 24 -> KeyType.AES_192;
                case 32 -> KeyType.AES_256;
                default ->
                    throw new VscException(
                            Failure.WRONG_MANAGEMENT_KEY, "A management key has 16, 24 or 32 bytes (AES).");
            };
        }
    }

    /** A card as issued, with secrets of its own: identity, capabilities and discovery, but no keys yet. */
    public static void issue(ObjectStore.Edit edit, Secrets secrets) {
        try (OpenGuards guards = edit.createGuards(Piv.PIN_GUARD)) {
            edit.setPin(Piv.PIN, secrets.pin(), Piv.DEFAULT_TRIES, guards, Piv.PIN_GUARD);
            edit.setPin(Piv.PUK, secrets.puk(), Piv.DEFAULT_TRIES, guards, Piv.PIN_GUARD);
        }
        edit.putKey(
                KeyReference.MANAGEMENT.id(),
                KeyCommands.managementKey(secrets.managementKeyType(), false),
                secrets.managementKey());
        PivState.fresh(false).put(edit);
        identity(edit);
    }

    /** A card as issued, with the secrets that everybody knows. */
    public static void issueForTest(ObjectStore.Edit edit) {
        wellKnown(edit);
        identity(edit);
    }

    /** What a reset leaves: the well-known secrets and the discovery object. */
    static void wellKnown(ObjectStore.Edit edit) {
        try (OpenGuards guards = edit.createGuards(Piv.PIN_GUARD);
                Secret managementKey = Secret.adopt(Piv.DEFAULT_MANAGEMENT_KEY.toArray())) {
            YubicoCommands.setDefaultPins(edit, guards, Piv.DEFAULT_TRIES, Piv.DEFAULT_TRIES);
            edit.putKey(KeyReference.MANAGEMENT.id(), KeyCommands.managementKey(KeyType.TDES, false), managementKey);
        }
        PivState.fresh(true).put(edit);
        edit.putPublic(PivObject.DISCOVERY.id(), discovery());
    }

    private static void identity(ObjectStore.Edit edit) {
        edit.putPublic(PivObject.CHUID.id(), chuid());
        edit.putPublic(PivObject.CARD_CAPABILITY_CONTAINER.id(), capabilities());
        edit.putPublic(PivObject.DISCOVERY.id(), discovery());
        edit.putPublic(PivObject.KEY_HISTORY.id(), keyHistory());
    }

    /** SP 800-73-4 part 1, 3.3.2. */
    private static Bytes discovery() {
        return Tlv.encodeAll(List.of(Tlv.of(0x4F, Piv.AID.value()), Tlv.of(0x5F2F, PIN_USAGE_POLICY)));
    }

    /** SP 800-73-4 part 1, 3.1.2, with a GUID that no other card has (RFC 4122 version 4). */
    private static Bytes chuid() {
        String expiry = LocalDate.now(ZoneOffset.UTC).plusYears(YEARS_VALID).format(DateTimeFormatter.BASIC_ISO_DATE);
        return Tlv.encodeAll(List.of(
                Tlv.of(0x30, NON_FEDERAL_FASC_N),
                Tlv.of(0x34, randomGuid()),
                Tlv.of(0x35, Bytes.ascii(expiry)),
                Tlv.of(0x3E, Bytes.EMPTY),
                Tlv.of(0xFE, Bytes.EMPTY)));
    }

    private static Bytes randomGuid() {
        byte[] guid = random(16).toArray();
        guid[6] = (byte) (guid[6] & 0x0F | 0x40);
        guid[8] = (byte) (guid[8] & 0x3F | 0x80);
        return Bytes.adopt(guid);
    }

    /** SP 800-73-4 part 1, table 8. F3 stays empty: an entry there makes hosts look for a CAC. */
    private static Bytes capabilities() {
        return Tlv.encodeAll(List.of(
                Tlv.of(0xF0, CARD_IDENTIFIER_PREFIX, random(14)),
                Tlv.of(0xF1, Bytes.of(0x21)),
                Tlv.of(0xF2, Bytes.of(0x21)),
                Tlv.of(0xF3, Bytes.EMPTY),
                Tlv.of(0xF4, Bytes.of(0)),
                Tlv.of(0xF5, Bytes.of(0x10)),
                Tlv.of(0xF6, Bytes.EMPTY),
                Tlv.of(0xF7, Bytes.EMPTY),
                Tlv.of(0xFA, Bytes.EMPTY),
                Tlv.of(0xFB, Bytes.EMPTY),
                Tlv.of(0xFC, Bytes.EMPTY),
                Tlv.of(0xFD, Bytes.EMPTY),
                Tlv.of(0xFE, Bytes.EMPTY)));
    }

    /** No retired keys yet (SP 800-73-4 part 1, 3.3.3). */
    private static Bytes keyHistory() {
        return Tlv.encodeAll(List.of(Tlv.of(0xC1, Bytes.of(0)), Tlv.of(0xC2, Bytes.of(0)), Tlv.of(0xFE, Bytes.EMPTY)));
    }

    private static Bytes random(int length) {
        try (Secret random = Secret.random(length)) {
            return Bytes.copyOf(random.expose());
        }
    }
}
