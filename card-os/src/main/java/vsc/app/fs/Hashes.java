// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import vsc.crypto.SignatureCheck;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * HASH and VERIFY DIGITAL SIGNATURE (7816-8, 5.2.5 and 5.2.7). The algorithm of template AA says which: 10 is SHA-1, 30
 * SHA-224, 40 SHA-256 as it is without one, 50 SHA-384, 60 SHA-512.
 */
final class Hashes {
    private static final int HASH_TEMPLATE = 0x90A0;
    private static final int PLAIN = 0x80;
    private static final int HASH_OBJECT = 0x90;
    private static final int SIGNATURE_INPUT = 0x9A;
    private static final int SIGNATURE_OBJECT = 0x9E;

    private final Session session;
    private final KeyAccess keys;
    private Bytes computed = Bytes.EMPTY;

    Hashes(Session session) {
        this.session = session;
        this.keys = new KeyAccess(session);
    }

    /** The answer is the hash if it is wanted; a signature can be made of it in any case. */
    ResponseApdu compute(CommandApdu c) {
        Bytes text = c.p1p2() == HASH_TEMPLATE ? Tlv.parseOne(c.data(), PLAIN).value() : c.data();
        computed = hash(text);
        return c.ne() == 0 ? ResponseApdu.OK : ResponseApdu.of(computed);
    }

    private Bytes hash(Bytes text) {
        int algorithm = session.environment()
                .find(EnvironmentCommands.HASH)
                .map(ControlReference::algorithm)
                .orElse(0);
        String name = switch (algorithm) {
            case 0x10 -> "SHA-1";
            case 0x30 -> "SHA-224";
            case 0x00, 0x40 -> "SHA-256";
            case 0x50 -> "SHA-384";
            case 0x60 -> "SHA-512";
            default -> throw new CardError(StatusWord.CONDITIONS_NOT_SATISFIED);
        };
        try {
            return Bytes.adopt(MessageDigest.getInstance(name).digest(text.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no " + name, e);
        }
    }

    /**
     * What was computed last, once.
     *
     * @throws CardError 6985 if nothing was
     */
    Bytes take() {
        CardError.unless(!computed.isEmpty(), StatusWord.CONDITIONS_NOT_SATISFIED);
        Bytes hash = computed;
        computed = Bytes.EMPTY;
        return hash;
    }

    /**
     * With the public key of template B6: 9E is the signature, 90 or 9A the hash, which may have been computed before.
     *
     * @throws CardError 6300 if the signature is wrong
     */
    ResponseApdu verify(CommandApdu c) {
        ControlReference template = session.require(EnvironmentCommands.SIGNATURE, ControlReference.VERIFY_OR_ENCIPHER);
        List<Tlv> fields = Tlv.parseAll(c.data());
        Bytes signature = Tlv.find(fields, SIGNATURE_OBJECT).orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        Bytes hash = Tlv.find(fields, HASH_OBJECT)
                .or(() -> Tlv.find(fields, SIGNATURE_INPUT))
                .orElseGet(this::take);
        FileNode file = session.keyFile(template);
        session.status.require(file, Operation.USE);
        Bytes publicKey = keys.description(file).publicKey();
        CardError.unless(!publicKey.isEmpty(), StatusWord.INCOMPATIBLE_FILE);
        boolean right = KeyFile.type(file).isRsa()
                ? SignatureCheck.rsa(
                        publicKey,
                        RsaBlock.forSignature(
                                RsaBlock.digestInfo(hash), KeyFile.type(file).size()),
                        signature)
                : SignatureCheck.ec(KeyFile.type(file), publicKey, hash, signature);
        CardError.unless(right, StatusWord.AUTHENTICATION_FAILED);
        return ResponseApdu.OK;
    }
}
