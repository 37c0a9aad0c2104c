// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.KeyImport;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.PublicKeys;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * Commands that put a key into the current key file: GENERATE ASYMMETRIC KEY PAIR (7816-8, 5.1), and the parts of a key by
 * PUT DATA, which make a key when the last one is there and do not outlive the session before that.
 */
final class KeyCommands {
    private static final int GENERATE = 0x00;
    private static final int GENERATE_EXTENDED = 0x80;
    private static final int READ = 0x81;
    private static final int PUBLIC_KEY = 0x7F49;
    private static final int EXPONENT = 0x81;
    private static final Bytes F4 = Bytes.hex("010001");

    private static final int MODULUS = 0x80;
    private static final int PUBLIC_EXPONENT = 0x81;
    private static final int P = 0x83;
    private static final int Q = 0x84;
    private static final int DP = 0x85;
    private static final int DQ = 0x86;
    private static final int Q_INVERSE = 0x87;
    private static final int MODULUS_BEGIN = 0x88;
    private static final int MODULUS_END = 0x89;
    private static final Set<Integer> NEEDED = Set.of(P, Q, DP, DQ, Q_INVERSE);
    private static final int EC_POINT = 0x86;
    private static final int EC_SCALAR = 0x87;

    private final Session session;
    private final KeyAccess keys;

    /** What has come of an RSA key for a file. */
    private final SortedMap<Integer, Bytes> parts = new TreeMap<>();

    private int partsOf;

    KeyCommands(Session session) {
        this.session = session;
        this.keys = new KeyAccess(session);
    }

    /**
     * @throws CardError 6981 if the current EF is no key file
     */
    private FileNode file() {
        FileNode file = session.selection.requireEf();
        CardError.unless(file.isKey(), StatusWord.INCOMPATIBLE_FILE);
        return file;
    }

    /** SubjectPublicKeyInfo of the key in the current file. */
    Bytes publicKey() {
        return keys.description(file()).publicKey();
    }

    /** The answer has the public key if it is wanted. P1 81 asks for it without making a key. */
    ResponseApdu generate(CommandApdu c) {
        CardError.unless(
                (c.p1() == GENERATE || c.p1() == GENERATE_EXTENDED || c.p1() == READ) && c.p2() == 0,
                StatusWord.WRONG_P1_P2);
        FileNode file = file();
        KeyType type = KeyFile.type(file);
        CardError.unless(!type.isSymmetric(), StatusWord.INCOMPATIBLE_FILE);
        if (c.p1() != READ) {
            session.status.require(file, Operation.GENERATE);
            CardError.unless(exponent(c).equals(F4), StatusWord.WRONG_DATA);
            try (NewKey key = NewKey.generate(type)) {
                keys.put(file, key, true);
            }
        }
        return c.ne() == 0 ? ResponseApdu.OK : ResponseApdu.of(template(type, publicKey()));
    }

    /** The public exponent in the first template of the data field. */
    private static Bytes exponent(CommandApdu c) {
        List<Tlv> templates = Tlv.parseAll(c.data());
        return templates.isEmpty()
                ? F4
                : Tlv.find(templates.get(0).children(), EXPONENT)
                        .map(KeyCommands::withoutZeros)
                        .orElse(F4);
    }

    private static Bytes template(KeyType type, Bytes publicKey) {
        Tlv key = type.isRsa()
                ? Tlv.of(
                        PUBLIC_KEY,
                        Tlv.of(0x81, PublicKeys.modulus(publicKey)),
                        Tlv.of(0x82, PublicKeys.exponent(publicKey)))
                : Tlv.of(PUBLIC_KEY, Tlv.of(0x86, PublicKeys.point(publicKey)));
        return key.encode();
    }

    /** A key of a block cipher, whole. */
    ResponseApdu importSecret(CommandApdu c) {
        FileNode file = file();
        session.status.require(file, Operation.UPDATE);
        CardError.unless(KeyFile.type(file).isSymmetric(), StatusWord.INCOMPATIBLE_FILE);
        try (Secret material = Secret.adopt(c.data().toArray())) {
            keys.putSecret(file, material);
        }
        return ResponseApdu.OK;
    }

    /**
     * A number of a private key, big-endian; P2 says which.
     *
     * @throws CardError 6A80 if the numbers do not belong together, or make no key as the file says
     */
    ResponseApdu importPart(CommandApdu c) {
        FileNode file = file();
        session.status.require(file, Operation.UPDATE);
        KeyType type = KeyFile.type(file);
        CardError.unless(!type.isSymmetric(), StatusWord.INCOMPATIBLE_FILE);
        CardError.unless(!c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        if (type.isRsa()) {
            importRsa(file, type, c.p2(), c.data());
        } else {
            importEc(file, type, c.p2(), c.data());
        }
        return ResponseApdu.OK;
    }

    private void importEc(FileNode file, KeyType type, int part, Bytes value) {
        CardError.unless(part == EC_POINT || part == EC_SCALAR, StatusWord.WRONG_P1_P2);
        if (part == EC_POINT) {
            boolean same = PublicKeys.point(keys.description(file).publicKey()).equals(value);
            CardError.unless(same, StatusWord.WRONG_DATA);
            return;
        }
        try (NewKey key = KeyImport.ec(type, withoutZeros(value))) {
            keys.put(file, key, false);
        }
    }

    /** A part that has come before begins another key. */
    private void importRsa(FileNode file, KeyType type, int part, Bytes value) {
        CardError.unless(part != 0x82, StatusWord.WRONG_P1_P2);
        if (partsOf != file.number() || parts.containsKey(part)) {
            parts.clear();
        }
        partsOf = file.number();
        boolean stored = parts.keySet().containsAll(NEEDED);
        parts.put(part, value);
        if (parts.keySet().containsAll(NEEDED)) {
            if (!stored) {
                storeRsa(file, type);
            }
            checkPublic(keys.description(file).publicKey());
        }
    }

    private void storeRsa(FileNode file, KeyType type) {
        try (NewKey key = KeyImport.rsa(type, part(P), part(Q), part(DP), part(DQ), part(Q_INVERSE))) {
            checkPublic(key.publicKey());
            keys.put(file, key, false);
        }
    }

    private void checkPublic(Bytes publicKey) {
        boolean same = (!parts.containsKey(MODULUS) || part(MODULUS).equals(PublicKeys.modulus(publicKey)))
                && (!parts.containsKey(PUBLIC_EXPONENT)
                        || part(PUBLIC_EXPONENT).equals(withoutZeros(PublicKeys.exponent(publicKey))))
                && (!parts.containsKey(MODULUS_BEGIN)
                        || !parts.containsKey(MODULUS_END)
                        || parts.get(MODULUS_BEGIN)
                                .concat(parts.get(MODULUS_END))
                                .equals(PublicKeys.modulus(publicKey)));
        CardError.unless(same, StatusWord.WRONG_DATA);
    }

    private Bytes part(int name) {
        return withoutZeros(parts.getOrDefault(name, Bytes.EMPTY));
    }

    /** Hosts write a zero in front of a number whose first bit is set. */
    private static Bytes withoutZeros(Bytes number) {
        int from = 0;
        while (from < number.length() - 1 && number.at(from) == 0) {
            from++;
        }
        return number.from(from);
    }
}
