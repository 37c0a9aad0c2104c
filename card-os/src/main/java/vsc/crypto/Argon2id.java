// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id, version 1.3 (RFC 9106): from a password or PIN to 32 bytes, slowly. */
public final class Argon2id {
    /** Characters of a salt: 130 random bits. */
    public static final int SALT_LENGTH = 26;

    private static final int OUTPUT_LENGTH = 32;
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    /** What a PIN takes is kept, wiped, for the next one: otherwise every PIN leaves that much to the garbage collector. */
    private static final Argon2BytesGenerator.BlockPool POOL =
            new Argon2BytesGenerator.FixedBlockPool(KdfParameters.PIN.memoryKiB());

    private static final SecureRandom RANDOM = new SecureRandom();

    private Argon2id() {}

    /** Base32 characters instead of bytes, because the {@code argon2} tool takes its salt as text. */
    public static String newSalt() {
        StringBuilder salt = new StringBuilder(SALT_LENGTH);
        for (int i = 0; i < SALT_LENGTH; i++) {
            salt.append(BASE_32.charAt(RANDOM.nextInt(BASE_32.length())));
        }
        return salt.toString();
    }

    public static boolean isSalt(String text) {
        return text.length() == SALT_LENGTH && text.chars().allMatch(c -> BASE_32.indexOf(c) >= 0);
    }

    /**
     * @param salt its ASCII characters are the salt
     */
    public static Secret derive(Secret password, String salt, KdfParameters cost) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withBlockPool(POOL)
                .withSalt(salt.getBytes(StandardCharsets.US_ASCII))
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] output = new byte[OUTPUT_LENGTH];
        generator.generateBytes(password.expose(), output);
        return Secret.adopt(output);
    }
}
