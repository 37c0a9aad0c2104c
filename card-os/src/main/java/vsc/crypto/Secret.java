// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Bytes that must not be seen: they are wiped on {@link #close}, and neither {@code toString} nor {@code equals} tells
 * anything about them. {@link #expose} is the only way out; an ArchUnit rule names the classes that may use it.
 */
public final class Secret implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] value;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** Takes over {@code value}, which is wiped when this secret is closed. */
    public static Secret adopt(byte[] value) {
        return new Secret(value);
    }

    public static Secret copyOf(byte[] value) {
        return new Secret(value.clone());
    }

    public static Secret random(int length) {
        byte[] value = new byte[length];
        RANDOM.nextBytes(value);
        return new Secret(value);
    }

    public int length() {
        return value.length;
    }

    public Secret copy() {
        return copyOf(value);
    }

    /** The bytes themselves, not a copy: they turn to zeros when this secret is closed. */
    public byte[] expose() {
        return value;
    }

    /** Compares in constant time. */
    public boolean matches(Secret other) {
        return MessageDigest.isEqual(value, other.value);
    }

    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public String toString() {
        return "secret of " + value.length + " bytes";
    }
}
