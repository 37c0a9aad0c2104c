// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import vsc.iso.Bytes;

/** Runs an engine of Java code until the JVM has compiled it; before that a signature takes several times as long. */
final class WarmUp {
    static final int ROUNDS = 300;
    private static final int SIGNATURES_PER_ROUND = 10;

    /** Thrown away without having been used for anything: the code is the same for every length, and a short key soon made. */
    private static final int RSA_BITS = 1024;

    private WarmUp() {}

    /**
     * Ends after {@code limit} at the latest, give or take a round, and rests for as long as it works.
     *
     * @return how many of {@link #ROUNDS} it made
     */
    static int run(KeyEngine engine, Duration limit) {
        long begin = System.nanoTime();
        try (NewKey pair = EcKeys.generate(KeyType.P_256)) {
            KeyPairGenerator generator = engine.rsaGenerator(KeyType.RSA_1024);
            generator.initialize(RSA_BITS);
            KeyEngine.Rsa rsa =
                    engine.open((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
            EcKey curve = EcKey.open(pair.type(), pair.privateKey(), engine);
            Bytes point = PublicKeys.point(pair.publicKey());
            int rounds = 0;
            while (rounds < ROUNDS && System.nanoTime() - begin < limit.toNanos()) {
                long round = System.nanoTime();
                rsa.apply(new byte[RSA_BITS / 8]);
                Bytes hash = curve.agree(point);
                for (int i = 0; i < SIGNATURES_PER_ROUND; i++) {
                    curve.sign(hash);
                }
                rounds++;
                LockSupport.parkNanos(System.nanoTime() - round);
            }
            return rounds;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cryptography of the JDK failed", e);
        }
    }
}
