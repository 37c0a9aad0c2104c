// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import vsc.crypto.KeyType;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** What a key file says of its key (MyEID: tag 82 the algorithm, tag 81 or 80 the length in bits, tag 85 how it may be used). */
final class KeyFile {
    private static final int EXTRACTABLE = 0x08;

    private KeyFile() {}

    /**
     * @throws CardError 6A80 for a length that no such key has
     */
    static KeyType type(FileNode file) {
        int bits = file.size();
        Predicate<KeyType> fits = switch (file.descriptor().value()) {
            case FileDescriptor.RSA_KEY -> type -> type.isRsa() && type.size() * 8 == bits;
            case FileDescriptor.EC_KEY -> type -> type.isEc() && type.size() == (bits + 7) / 8;
            case FileDescriptor.DES_KEY -> type -> type == KeyType.TDES && type.size() * 8 == bits;
            default -> type -> type.isSymmetric() && type != KeyType.TDES && type.size() * 8 == bits;
        };
        return Arrays.stream(KeyType.values())
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> new CardError(StatusWord.WRONG_DATA));
    }

    /** The PIN that has to be verified before each single use, if there is one. */
    static Optional<Integer> consent(FileNode file) {
        return file.find(FileNode.PROPRIETARY)
                .filter(value -> value.length() == 2)
                .map(value -> value.at(0) >> 4)
                .filter(pin -> pin != 0);
    }

    /** Whether another key may wrap it and take it out of the card. */
    static boolean isExtractable(FileNode file) {
        return file.find(FileNode.PROPRIETARY)
                .filter(value -> value.length() == 2 && (value.at(1) & EXTRACTABLE) != 0)
                .isPresent();
    }
}
