// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.KeyWrapping;
import vsc.crypto.RsaKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** Secret keys that come into the card, or leave it, under another key; both are named by template B8. */
final class KeyTransport {
    private static final int PKCS7 = 0x80;

    private final Session session;
    private final KeyAccess keys;

    KeyTransport(Session session) {
        this.session = session;
        this.keys = new KeyAccess(session);
    }

    /** The content of a cryptogram becomes the key of the target file. */
    ResponseApdu unwrap(Bytes cryptogram) {
        ControlReference template =
                session.require(EnvironmentCommands.CONFIDENTIALITY, ControlReference.COMPUTE_OR_DECIPHER);
        FileNode target = target(template);
        session.status.require(target, Operation.UPDATE);
        try (Secret material = Secret.adopt(open(template, cryptogram).toArray())) {
            keys.putSecret(target, material);
        }
        return ResponseApdu.OK;
    }

    private Bytes open(ControlReference template, Bytes cryptogram) {
        CardKey key = keys.open(session.keyFile(template));
        if (key instanceof RsaKey rsa) {
            return RsaBlock.decrypted(rsa.apply(cryptogram));
        }
        if (key instanceof BlockKey cipher) {
            Bytes plain = CipherBlocks.decrypt(cipher, vector(cipher, template), cryptogram);
            return (template.algorithm() & PKCS7) != 0 ? CipherBlocks.unpad(cipher, plain) : plain;
        }
        throw new CardError(StatusWord.INCOMPATIBLE_FILE);
    }

    private static Bytes vector(BlockKey key, ControlReference template) {
        Bytes vector = template.initialVector().orElseGet(() -> CipherBlocks.zeros(key));
        CardError.unless(vector.length() == key.blockSize(), StatusWord.WRONG_DATA);
        return vector;
    }

    /** The file of the key that is transported. */
    private FileNode target(ControlReference template) {
        FileNode target = template.target()
                .flatMap(session.references::byIdOrPath)
                .filter(FileNode::isKey)
                .orElseThrow(() -> new CardError(StatusWord.REFERENCED_DATA_NOT_FOUND));
        CardError.unless(KeyFile.type(target).isSymmetric(), StatusWord.INCOMPATIBLE_FILE);
        return target;
    }

    /**
     * @throws CardError 6985 if the key is not one that may leave
     */
    ResponseApdu wrap() {
        ControlReference template =
                session.require(EnvironmentCommands.CONFIDENTIALITY, ControlReference.VERIFY_OR_ENCIPHER);
        FileNode target = target(template);
        CardError.unless(KeyFile.isExtractable(target), StatusWord.CONDITIONS_NOT_SATISFIED);
        BlockKey leaving = keys.openBlock(target);
        FileNode wrapping = session.keyFile(template);
        if (KeyFile.type(wrapping).isRsa()) {
            session.status.require(wrapping, Operation.USE);
            return ResponseApdu.of(
                    KeyWrapping.wrap(leaving, keys.description(wrapping).publicKey()));
        }
        BlockKey cipher = keys.openBlock(wrapping);
        return ResponseApdu.of(
                KeyWrapping.wrap(leaving, cipher, vector(cipher, template), (template.algorithm() & PKCS7) != 0));
    }

    /** With the public key of an RSA key file. */
    Bytes encrypt(FileNode file, Bytes data) {
        session.status.require(file, Operation.USE);
        CardError.unless(data.length() <= KeyFile.type(file).size() - 11, StatusWord.WRONG_DATA);
        return KeyWrapping.encrypt(data, keys.description(file).publicKey());
    }
}
