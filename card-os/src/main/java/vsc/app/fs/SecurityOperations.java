// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Optional;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.EcKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/**
 * PERFORM SECURITY OPERATION (7816-8, 5.2). The algorithm in the template says how: for RSA 00 nothing but the bare
 * operation, 02 padding of PKCS #1; with 10 set a signature is of a hash, around which the card puts its name; with 80 set a
 * block cipher pads as PKCS #7 does.
 */
final class SecurityOperations {
    static final int PKCS1 = 0x02;
    private static final int OF_HASH = 0x10;
    private static final int PKCS7 = 0x80;

    private static final int SIGN = 0x9E9A;
    private static final int HASH = 0x9080;
    private static final int HASH_TEMPLATE = 0x90A0;
    private static final int DECIPHER = 0x8084;
    private static final int DECIPHER_INDICATED = 0x8086;
    private static final int ENCIPHER = 0x8480;
    private static final int ENCIPHER_INDICATED = 0x8680;
    private static final int UNWRAP = 0x0084;
    private static final int UNWRAP_INDICATED = 0x0086;
    private static final int WRAP = 0x8400;
    private static final int VERIFY_SIGNATURE = 0x00A8;

    /** Padding indicators of MyEID for a cryptogram in two commands. */
    private static final int FIRST_HALF = 0x81;

    private static final int SECOND_HALF = 0x82;

    private final Session session;
    private final KeyAccess keys;
    private final KeyTransport transport;
    private final Hashes hashes;
    private Bytes firstHalf = Bytes.EMPTY;

    SecurityOperations(Session session) {
        this.session = session;
        this.keys = new KeyAccess(session);
        this.transport = new KeyTransport(session);
        this.hashes = new Hashes(session);
    }

    /** Hosts send the parts of what is enciphered by a block cipher as a chain, and want an answer to each. */
    boolean takesPart(CommandApdu part) {
        return part.ins() == Ins.PERFORM_SECURITY_OPERATION
                && (part.p1p2() == ENCIPHER || part.p1p2() == DECIPHER)
                && part.ne() != 0;
    }

    ResponseApdu process(CommandApdu c) {
        Bytes before = firstHalf;
        firstHalf = Bytes.EMPTY;
        return switch (c.p1p2()) {
            case SIGN -> ResponseApdu.of(sign(c.data()));
            case HASH, HASH_TEMPLATE -> hashes.compute(c);
            case VERIFY_SIGNATURE -> hashes.verify(c);
            case ENCIPHER -> ResponseApdu.of(encipher(c));
            case ENCIPHER_INDICATED -> ResponseApdu.of(Bytes.of(0).concat(encipher(c)));
            case DECIPHER -> ResponseApdu.of(decipher(c, c.data()));
            case DECIPHER_INDICATED ->
                indicated(c, before)
                        .map(cryptogram -> ResponseApdu.of(decipher(c, cryptogram)))
                        .orElse(ResponseApdu.OK);
            case UNWRAP -> transport.unwrap(c.data());
            case UNWRAP_INDICATED -> indicated(c, before).map(transport::unwrap).orElse(ResponseApdu.OK);
            case WRAP -> transport.wrap();
            default -> throw new CardError(StatusWord.WRONG_P1_P2);
        };
    }

    /** What follows the padding indicator; nothing if a second half is still to come. */
    private Optional<Bytes> indicated(CommandApdu c, Bytes before) {
        CardError.unless(c.data().length() > 1, StatusWord.WRONG_LENGTH);
        Bytes cryptogram = c.data().from(1);
        return switch (c.data().at(0)) {
            case FIRST_HALF -> {
                firstHalf = cryptogram;
                yield Optional.empty();
            }
            case SECOND_HALF -> {
                CardError.unless(!before.isEmpty(), StatusWord.CONDITIONS_NOT_SATISFIED);
                yield Optional.of(before.concat(cryptogram));
            }
            case 0x00, 0x01, 0x02 -> Optional.of(cryptogram);
            default -> throw new CardError(StatusWord.WRONG_DATA);
        };
    }

    /** Of the input, or of the hash that was computed before if there is none. */
    private Bytes sign(Bytes data) {
        ControlReference template =
                session.require(EnvironmentCommands.SIGNATURE, ControlReference.COMPUTE_OR_DECIPHER);
        Bytes hash = data.isEmpty() ? hashes.take() : data;
        CardKey key = keys.open(session.keyFile(template));
        if (key instanceof RsaKey rsa) {
            return rsa.apply(padded(rsa, template.algorithm(), hash, data.isEmpty()));
        }
        if (key instanceof EcKey ec) {
            return ec.sign(EcInput.of(ec.type(), hash));
        }
        throw new CardError(StatusWord.INCOMPATIBLE_FILE);
    }

    private static Bytes padded(RsaKey key, int algorithm, Bytes input, boolean computed) {
        boolean named = computed || (algorithm & OF_HASH) != 0;
        Bytes content = named ? RsaBlock.digestInfo(input) : input;
        return named || (algorithm & PKCS1) != 0
                ? RsaBlock.forSignature(content, key.type().size())
                : content;
    }

    private Bytes encipher(CommandApdu c) {
        ControlReference template =
                session.require(EnvironmentCommands.CONFIDENTIALITY, ControlReference.VERIFY_OR_ENCIPHER);
        FileNode file = session.keyFile(template);
        if (KeyFile.type(file).isRsa()) {
            return transport.encrypt(file, c.data());
        }
        BlockKey key = keys.openBlock(file);
        boolean pads = (template.algorithm() & PKCS7) != 0 && !c.chained();
        Bytes result =
                CipherBlocks.encrypt(key, vector(key, template), pads ? CipherBlocks.pad(key, c.data()) : c.data());
        continueFrom(c, key, result);
        return result;
    }

    private Bytes decipher(CommandApdu c, Bytes cryptogram) {
        ControlReference template =
                session.require(EnvironmentCommands.CONFIDENTIALITY, ControlReference.COMPUTE_OR_DECIPHER);
        CardKey key = keys.open(session.keyFile(template));
        if (key instanceof RsaKey rsa) {
            Bytes block = rsa.apply(cryptogram);
            return (template.algorithm() & PKCS1) != 0 ? RsaBlock.decrypted(block) : block;
        }
        if (key instanceof BlockKey cipher) {
            Bytes plain = CipherBlocks.decrypt(cipher, vector(cipher, template), cryptogram);
            continueFrom(c, cipher, cryptogram);
            boolean pads = (template.algorithm() & PKCS7) != 0 && !c.chained();
            return pads ? CipherBlocks.unpad(cipher, plain) : plain;
        }
        throw new CardError(StatusWord.INCOMPATIBLE_FILE);
    }

    /** The last block of the part before, or else what the template gives, or zeros. */
    private Bytes vector(BlockKey key, ControlReference template) {
        Bytes chained = session.cipherState();
        Bytes vector = chained.isEmpty() ? template.initialVector().orElseGet(() -> CipherBlocks.zeros(key)) : chained;
        CardError.unless(vector.length() == key.blockSize(), StatusWord.WRONG_DATA);
        return vector;
    }

    private void continueFrom(CommandApdu c, BlockKey key, Bytes cryptogram) {
        session.cipherState(c.chained() ? cryptogram.from(cryptogram.length() - key.blockSize()) : Bytes.EMPTY);
    }
}
