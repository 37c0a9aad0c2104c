// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.openpgp;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.KeyImport;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.PublicKeys;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * The extended header list of a key import (4.4.3.12): 4D { control reference template, 7F48 { tags and lengths }, 5F48
 * { the numbers one after the other } }.
 *
 * @param numbers by their tags in 7F48
 */
record PrivateKeyTemplate(KeySlot slot, Map<Integer, Bytes> numbers) {
    private static final int HEADER_LIST = 0x4D;
    private static final int LENGTHS = 0x7F48;
    private static final int CONCATENATED = 0x5F48;
    private static final int RSA_EXPONENT = 0x91;
    private static final int RSA_P = 0x92;
    private static final int RSA_Q = 0x93;
    private static final int RSA_MODULUS = 0x97;
    private static final int CURVE_PRIVATE = 0x92;
    private static final int CURVE_PUBLIC = 0x99;

    /**
     * @throws CardError 6A80 if it is none
     */
    static PrivateKeyTemplate parse(Bytes data) {
        List<Tlv> parts = Tlv.parseOne(data, HEADER_LIST).children();
        KeySlot slot = slot(parts.subList(0, Math.min(1, parts.size())));
        if (parts.size() == 1) {
            return new PrivateKeyTemplate(slot, Map.of());
        }
        Optional<Bytes> lengths = Tlv.find(parts, LENGTHS);
        Optional<Bytes> numbers = Tlv.find(parts, CONCATENATED);
        CardError.unless(parts.size() == 3 && lengths.isPresent() && numbers.isPresent(), StatusWord.WRONG_DATA);
        return new PrivateKeyTemplate(slot, cut(numbers.get(), lengths.get()));
    }

    /**
     * The key that a control reference template names: empty, or with the key reference 84.
     *
     * @throws CardError 6A80 if it is none
     */
    static KeySlot slot(List<Tlv> parts) {
        CardError.unless(parts.size() == 1, StatusWord.WRONG_DATA);
        KeySlot slot =
                KeySlot.byControlReference(parts.get(0).tag()).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        Bytes value = parts.get(0).value();
        CardError.unless(value.isEmpty() || value.equals(Bytes.of(0x84, 0x01, slot.number())), StatusWord.WRONG_DATA);
        return slot;
    }

    /** 7F48 has tags and lengths, but no values. */
    private static Map<Integer, Bytes> cut(Bytes numbers, Bytes lengths) {
        Map<Integer, Bytes> cut = new HashMap<>();
        int at = 0;
        int begin = 0;
        while (at < lengths.length()) {
            int tag = lengths.at(at++);
            CardError.unless(at < lengths.length(), StatusWord.WRONG_DATA);
            int length = lengths.at(at++);
            if (length > 0x80) {
                int more = length & 0x7F;
                CardError.unless(more <= 2 && at + more <= lengths.length(), StatusWord.WRONG_DATA);
                length = (int) lengths.slice(at, at + more).toLong();
                at += more;
            }
            CardError.unless(length <= numbers.length() - begin, StatusWord.WRONG_DATA);
            CardError.unless(cut.put(tag, numbers.slice(begin, begin + length)) == null, StatusWord.WRONG_DATA);
            begin += length;
        }
        CardError.unless(begin == numbers.length() && !cut.isEmpty(), StatusWord.WRONG_DATA);
        return cut;
    }

    /** Whether the key is to be removed. */
    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /**
     * The key. Numbers that follow from others may be there or not; those that show a mistake are compared.
     *
     * @throws CardError 6A80 if it is not one of {@code type}
     */
    NewKey key(KeyType type) {
        NewKey key = type.isRsa() ? rsa(type) : KeyImport.ec(type, number(CURVE_PRIVATE));
        Optional<Bytes> announced = Optional.ofNullable(numbers.get(type.isRsa() ? RSA_MODULUS : CURVE_PUBLIC));
        Bytes actual = type.isRsa() ? PublicKeys.modulus(key.publicKey()) : PublicKeys.point(key.publicKey());
        if (announced.isPresent()
                && !announced.get().isEmpty()
                && !announced.get().equals(actual)) {
            key.close();
            throw new CardError(StatusWord.WRONG_DATA);
        }
        return key;
    }

    private NewKey rsa(KeyType type) {
        BigInteger e = integer(RSA_EXPONENT);
        BigInteger p = integer(RSA_P);
        BigInteger q = integer(RSA_Q);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        CardError.unless(
                p1.signum() > 0
                        && q1.signum() > 0
                        && e.gcd(p1).equals(BigInteger.ONE)
                        && e.gcd(q1).equals(BigInteger.ONE)
                        && p.gcd(q).equals(BigInteger.ONE),
                StatusWord.WRONG_DATA);
        return KeyImport.rsa(
                type,
                number(RSA_P),
                number(RSA_Q),
                bytes(e.modInverse(p1)),
                bytes(e.modInverse(q1)),
                bytes(q.modInverse(p)));
    }

    private static Bytes bytes(BigInteger number) {
        Bytes signed = Bytes.adopt(number.toByteArray());
        return signed.at(0) == 0 && signed.length() > 1 ? signed.from(1) : signed;
    }

    private BigInteger integer(int tag) {
        return new BigInteger(1, number(tag).toArray());
    }

    private Bytes number(int tag) {
        Bytes number = numbers.get(tag);
        if (number == null) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
        return number;
    }
}
