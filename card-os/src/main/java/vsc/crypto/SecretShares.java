// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.crypto.threshold.SecretShare;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Shamir's secret sharing, byte by byte over GF(2^8) modulo x^8 + x^4 + x^3 + x + 1: share number x is the value of a
 * polynomial at x, the secret its value at 0. Any threshold of shares gives the secret, and fewer tell nothing about it.
 */
public final class SecretShares {
    /** Bytes of the secret and of each share. */
    public static final int LENGTH = 32;

    private static final ShamirSecretSplitter.Algorithm FIELD = ShamirSecretSplitter.Algorithm.AES;

    private SecretShares() {}

    /**
     * A random secret.
     *
     * @param shares the first one has number 1
     */
    public record Split(Secret secret, List<Secret> shares) implements AutoCloseable {
        @Override
        public void close() {
            secret.close();
            shares.forEach(Secret::close);
        }
    }

    /**
     * @param threshold how many shares give the secret, at least 2
     * @param count how many there are, at least {@code threshold} and at most 255
     */
    public static Split split(int threshold, int count) {
        if (threshold < 2 || count < threshold || count > 255) {
            throw new IllegalArgumentException("impossible shares: %d of %d".formatted(threshold, count));
        }
        ShamirSplitSecretShare[] made = ShamirSecretSplitter.getInstance(FIELD, LENGTH, new SecureRandom())
                .split(threshold, count)
                .getSecretShares();
        List<Secret> shares = new ArrayList<>();
        SortedMap<Integer, Secret> enough = new TreeMap<>();
        for (int number = 1; number <= count; number++) {
            Secret share = Secret.adopt(bytes(made[number - 1]));
            shares.add(share);
            if (number <= threshold) {
                enough.put(number, share);
            }
        }
        return new Split(combine(enough), List.copyOf(shares));
    }

    private static byte[] bytes(SecretShare share) {
        try {
            return share.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a share in memory could not be read", e);
        }
    }

    /**
     * The secret, if the shares are of one split and just as many as it takes; something else otherwise.
     *
     * @param shares by their numbers
     */
    public static Secret combine(SortedMap<Integer, Secret> shares) {
        ShamirSplitSecretShare[] enough = shares.entrySet().stream()
                .map(share -> new ShamirSplitSecretShare(share.getValue().expose(), share.getKey()))
                .toArray(ShamirSplitSecretShare[]::new);
        try {
            return Secret.adopt(ShamirSplitSecret.getInstance(FIELD, enough).getSecret());
        } catch (IOException e) {
            throw new IllegalStateException("shares in memory could not be combined", e);
        }
    }
}
