// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;

/**
 * The files of a PKCS #15 token (ISO/IEC 7816-15) without keys and certificates: where OpenSC expects them on such a card,
 * with the access conditions that it would give them.
 */
final class Pkcs15Token {
    private static final int DIR = 0x2F00;
    private static final int APPLICATION = 0x5015;
    private static final int ODF = 0x5031;
    private static final int TOKEN_INFO = 0x5032;
    private static final int UNUSED_SPACE = 0x5033;
    private static final int AODF = 0x4401;
    private static final int PRIVATE_KEYS = 0x4402;
    private static final int CERTIFICATES = 0x4403;
    private static final int PUBLIC_KEYS = 0x4404;
    private static final int TRUSTED_CERTIFICATES = 0x4405;
    private static final int DATA = 0x4406;
    private static final int SECRET_KEYS = 0x4407;

    /** What {@code pkcs15-init} remembers of how a card was made. */
    private static final int OPTIONS = 0x4946;

    private static final String OWNER_UPDATES = "013FFF";
    private static final String OFFICER_UPDATES = "033FFF";

    private static final int MAX_LABEL = 32;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int ENUMERATED = 0x0A;
    private static final int UTF8 = 0x0C;
    private static final int NULL = 0x05;

    private Pkcs15Token() {}

    static void put(ObjectStore.Edit edit) {
        TreeBuilder tree = new TreeBuilder(EmptyCard.FIRST_NUMBER, EmptyCard.MASTER_FILE);
        int df = tree.addDf(APPLICATION, EmptyCard.APPLICATION, FileSystem.PKCS15_AID.value())
                .number();
        String label = label(edit.identity().label());
        tree.addEf(FileTree.MF, DIR, 128, OFFICER_UPDATES, directory(label));
        tree.addEf(df, ODF, 255, OWNER_UPDATES, objectDirectory());
        tree.addEf(df, TOKEN_INFO, 240, OFFICER_UPDATES, tokenInfo(edit.identity(), label));
        tree.addEf(df, UNUSED_SPACE, 510, OFFICER_UPDATES, Bytes.EMPTY);
        tree.addEf(df, AODF, 255, OFFICER_UPDATES, authentication());
        for (int fileId : new int[] {PRIVATE_KEYS, CERTIFICATES, PUBLIC_KEYS, DATA, SECRET_KEYS}) {
            tree.addEf(df, fileId, 1530, OWNER_UPDATES, empty(1530));
        }
        tree.addEf(df, TRUSTED_CERTIFICATES, 510, OWNER_UPDATES, empty(510));
        tree.addEf(df, OPTIONS, 80, OWNER_UPDATES, Bytes.hex("01 06").concat(Bytes.ascii("pkcs15")));
        tree.put(edit, true, 1, 1 << FileSystem.USER_PIN | 1 << FileSystem.SO_PIN);
    }

    /** Zeros end a directory file. */
    private static Bytes empty(int size) {
        return Bytes.adopt(new byte[size]);
    }

    private static String label(String given) {
        String label = given;
        while (label.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL) {
            label = label.substring(0, label.offsetByCodePoints(label.length(), -1));
        }
        return label;
    }

    private static Bytes text(String text) {
        return Bytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An application template for EF.DIR (7816-4, 12.2.1). */
    private static Bytes directory(String label) {
        return Tlv.of(
                        0x61,
                        Tlv.of(0x4F, FileSystem.PKCS15_AID.value()),
                        Tlv.of(0x50, text(label)),
                        Tlv.of(0x51, Bytes.ofInt(FileTree.MF_ID, 2), Bytes.ofInt(APPLICATION, 2)))
                .encode();
    }

    private static Bytes objectDirectory() {
        return Tlv.encodeAll(List.of(
                        directoryFile(0xA8, AODF),
                        directoryFile(0xA0, PRIVATE_KEYS),
                        directoryFile(0xA1, PUBLIC_KEYS),
                        directoryFile(0xA3, SECRET_KEYS),
                        directoryFile(0xA4, CERTIFICATES),
                        directoryFile(0xA5, TRUSTED_CERTIFICATES),
                        directoryFile(0xA7, DATA)))
                .concat(Bytes.of(0));
    }

    private static Tlv directoryFile(int tag, int fileId) {
        return Tlv.of(tag, Tlv.of(SEQUENCE, path(fileId)));
    }

    private static Tlv path(int fileId) {
        return Tlv.of(
                OCTET_STRING, Bytes.ofInt(FileTree.MF_ID, 2), Bytes.ofInt(APPLICATION, 2), Bytes.ofInt(fileId, 2));
    }

    /** TokenInfo (7816-15, 8.10): random numbers, and what AES keys can do. */
    private static Bytes tokenInfo(ObjectStore.Identity identity, String label) {
        List<Tlv> algorithms = new ArrayList<>();
        int reference = 1;
        for (String length : List.of("01", "29")) {
            algorithms.add(aes(reference++, 0x1081, length, 0));
            algorithms.add(aes(reference++, 0x1082, length, 1));
        }
        return Tlv.of(
                        SEQUENCE,
                        Tlv.of(INTEGER, Bytes.of(0)),
                        Tlv.of(OCTET_STRING, CardCommands.serial(identity.cardId())),
                        Tlv.of(UTF8, text("Virtual Smart Card")),
                        Tlv.of(0x80, text(label)),
                        Tlv.of(BIT_STRING, Bytes.of(4, 0x30)),
                        new Tlv(0xA2, Tlv.encodeAll(algorithms)))
                .encode();
    }

    /**
     * @param mechanism of PKCS #11
     * @param first last number of the object identifier for ECB, in hexadecimal
     * @param mode what to add to that
     */
    private static Tlv aes(int reference, int mechanism, String first, int mode) {
        int last = Integer.parseInt(first, 16) + mode;
        return Tlv.of(
                SEQUENCE,
                Tlv.of(INTEGER, Bytes.of(reference)),
                Tlv.of(INTEGER, Bytes.ofInt(mechanism, 2)),
                Tlv.of(NULL, Bytes.EMPTY),
                Tlv.of(BIT_STRING, Bytes.of(2, 0x0C)),
                Tlv.of(OBJECT_IDENTIFIER, Bytes.hex("60 86 48 01 65 03 04 01"), Bytes.of(last)));
    }

    private static Bytes authentication() {
        return Tlv.encodeAll(List.of(
                        pin("User PIN", 1, FileSystem.USER_PIN, Bytes.of(2, 0x0C)),
                        pin("Security Officer PIN", 0xFF, FileSystem.SO_PIN, Bytes.of(0, 0x0D))))
                .concat(Bytes.of(0));
    }

    /**
     * PasswordAttributes (7816-15, 8.9.2): 4 to 8 characters, filled up with FF to eight.
     *
     * @param flags a bit string: 4 is initialised, 5 to be filled up, 7 of the security officer
     */
    private static Tlv pin(String label, int id, int reference, Bytes flags) {
        return Tlv.of(
                SEQUENCE,
                Tlv.of(SEQUENCE, Tlv.of(UTF8, text(label)), Tlv.of(BIT_STRING, Bytes.of(6, 0xC0))),
                Tlv.of(SEQUENCE, Tlv.of(OCTET_STRING, Bytes.of(id))),
                Tlv.of(
                        0xA1,
                        Tlv.of(
                                SEQUENCE,
                                Tlv.of(BIT_STRING, flags),
                                Tlv.of(ENUMERATED, Bytes.of(1)),
                                Tlv.of(INTEGER, Bytes.of(FileSystem.MIN_PIN_LENGTH)),
                                Tlv.of(INTEGER, Bytes.of(FileSystem.PIN_LENGTH)),
                                Tlv.of(INTEGER, Bytes.of(FileSystem.PIN_LENGTH)),
                                Tlv.of(0x80, Bytes.of(reference)),
                                Tlv.of(OCTET_STRING, Bytes.of(0xFF)))));
    }
}
