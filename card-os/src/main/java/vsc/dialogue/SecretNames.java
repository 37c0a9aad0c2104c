// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.HashMap;
import java.util.Map;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;

/**
 * Gives each secret a name: the same one to the same value, another one to another. Remembers no value, only a digest that
 * nobody can try values against once this is gone.
 */
final class SecretNames {
    private final Secret salt = Secret.random(Sha256.LENGTH);
    private final Map<Bytes, String> names = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** {@code pin} for the first value of that kind, then {@code pin-2} and so on. */
    String name(String kind, Bytes value) {
        return names.computeIfAbsent(Sha256.hmac(salt, Bytes.ascii(kind + " "), value), unknown -> next(kind));
    }

    /** A name for a value of that kind that is not known. */
    String next(String kind) {
        int count = counts.merge(kind, 1, Integer::sum);
        return count == 1 ? kind : kind + "-" + count;
    }
}
