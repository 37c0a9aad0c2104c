// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.security.MessageDigest;
import java.util.Optional;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.EcKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/**
 * Authentication with keys (7816-4, 11.6.1 to 11.6.5). P2 is the number of a key in the current DF; 00 means the key of
 * template A4. A challenge is good for the next command only.
 */
final class KeyAuthentication {
    private static final int DYNAMIC_TEMPLATE = 0x7C;
    private static final int POINT = 0x85;
    private static final int NUMBER = 0x1F;
    private static final int MAX_CHALLENGE = 256;

    private final Session session;
    private final KeyAccess keys;
    private Bytes challenge = Bytes.EMPTY;

    KeyAuthentication(Session session) {
        this.session = session;
        this.keys = new KeyAccess(session);
    }

    /** As many random bytes as are wanted. */
    ResponseApdu challenge(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        CardError.unless(c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        challenge = Session.random(c.ne() == 0 ? 8 : Math.min(c.ne(), MAX_CHALLENGE));
        return ResponseApdu.of(challenge);
    }

    private FileNode key(CommandApdu c, int purpose) {
        CardError.unless(c.p1() == 0, StatusWord.WRONG_P1_P2);
        int number = c.p2() & NUMBER;
        if (c.p2() == 0) {
            return session.keyFile(session.require(EnvironmentCommands.AUTHENTICATION, purpose));
        }
        return session.keyByNumber(number).orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
    }

    /** INTERNAL AUTHENTICATE: a signature of the data, or the data enciphered. */
    ResponseApdu internal(CommandApdu c) {
        CardError.unless(!c.data().isEmpty(), StatusWord.WRONG_LENGTH);
        CardKey key = keys.open(key(c, ControlReference.COMPUTE_OR_DECIPHER));
        if (key instanceof RsaKey rsa) {
            return ResponseApdu.of(
                    rsa.apply(RsaBlock.forSignature(c.data(), rsa.type().size())));
        }
        if (key instanceof EcKey ec) {
            return ResponseApdu.of(ec.sign(EcInput.of(ec.type(), c.data())));
        }
        BlockKey cipher = (BlockKey) key;
        return ResponseApdu.of(CipherBlocks.encrypt(cipher, CipherBlocks.zeros(cipher), c.data()));
    }

    /**
     * EXTERNAL AUTHENTICATE: the challenge before, enciphered. MUTUAL AUTHENTICATE, where an answer is wanted: a challenge of
     * the host and the card's one, enciphered together; the answer is both in the other order.
     *
     * @throws CardError 6985 without a challenge of whole blocks before, 6300 if the proof is wrong
     */
    ResponseApdu external(CommandApdu c) {
        Bytes made = challenge;
        challenge = Bytes.EMPTY;
        FileNode file = key(c, ControlReference.VERIFY_OR_ENCIPHER);
        BlockKey key = keys.openBlock(file);
        CardError.unless(!made.isEmpty() && made.length() % key.blockSize() == 0, StatusWord.CONDITIONS_NOT_SATISFIED);
        boolean mutual = c.ne() != 0;
        CardError.unless(c.data().length() == (mutual ? 2 : 1) * made.length(), StatusWord.WRONG_LENGTH);
        Bytes plain = CipherBlocks.decrypt(key, CipherBlocks.zeros(key), c.data());
        Bytes theirs = mutual ? plain.slice(0, made.length()) : Bytes.EMPTY;
        boolean proved = MessageDigest.isEqual(plain.from(theirs.length()).toArray(), made.toArray());
        session.status.authenticated(file.fileId() & 0xFF, proved);
        CardError.unless(proved, StatusWord.AUTHENTICATION_FAILED);
        return mutual
                ? ResponseApdu.of(CipherBlocks.encrypt(key, CipherBlocks.zeros(key), made.concat(theirs)))
                : ResponseApdu.OK;
    }

    /** GENERAL AUTHENTICATE: key agreement with the point 85 of the other side; the answer is the bare x coordinate. */
    ResponseApdu agree(CommandApdu c) {
        CardError.unless(c.p1p2() == 0, StatusWord.WRONG_P1_P2);
        ControlReference template =
                session.require(EnvironmentCommands.AUTHENTICATION, ControlReference.COMPUTE_OR_DECIPHER);
        Optional<Bytes> point =
                Tlv.find(Tlv.parseOne(c.data(), DYNAMIC_TEMPLATE).children(), POINT);
        Bytes other = point.orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
        if (keys.open(session.keyFile(template)) instanceof EcKey key) {
            return ResponseApdu.of(key.agree(other));
        }
        throw new CardError(StatusWord.INCOMPATIBLE_FILE);
    }
}
