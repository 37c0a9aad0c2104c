// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
import java.util.Arrays;
import vsc.crypto.CardKey;
import vsc.crypto.CryptoEngine;
import vsc.crypto.EcKey;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.RsaKey;
import vsc.iso.Bytes;

/**
 * What the private operations of a card cost where there is no card around them. Started from source, with the label of the
 * provider as its argument; one line of JSON for each operation.
 */
public final class BareOperations {
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 600_000_000;
    private static final int MAX_SAMPLES = 200_000;

    private BareOperations() {}

    public static void main(String[] arguments) {
        CryptoEngine.warmUp();
        try (NewKey curve = NewKey.generate(KeyType.P_256);
                NewKey rsa = NewKey.generate(KeyType.RSA_2048)) {
            EcKey curveKey = (EcKey) CardKey.open(curve.type(), curve.privateKey());
            RsaKey rsaKey = (RsaKey) CardKey.open(rsa.type(), rsa.privateKey());
            Bytes hash = filled(32);
            Bytes block = filled(rsa.type().size());
            measure("p256", arguments[0], () -> curveKey.sign(hash));
            measure("rsa2048", arguments[0], () -> rsaKey.apply(block));
        }
    }

    private static Bytes filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x11);
        return Bytes.adopt(bytes);
    }

    /** As pcsc_bench does it: several rounds, after one that does not count. */
    private static void measure(String operation, String label, Runnable work) {
        long[] samples = new long[MAX_SAMPLES];
        for (int round = 0; round <= ROUNDS; round++) {
            int n = 0;
            for (long begin = System.nanoTime(), end = begin; n < MAX_SAMPLES && end - begin < ROUND_NANOS; n++) {
                long before = end;
                work.run();
                end = System.nanoTime();
                samples[n] = end - before;
            }
            Arrays.sort(samples, 0, n);
            if (round > 0) {
                System.out.printf(
                        "{\"section\":\"bare-%s\",\"card\":\"%s\",\"n\":%d,\"p50_us\":%.1f,\"p99_us\":%.1f}%n",
                        operation, label, n, samples[n / 2] / 1e3, samples[n * 99 / 100] / 1e3);
            }
        }
    }
}
