// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import vsc.iso.Bytes;

/** A process of its own, because a process chooses its engine only once. Says on standard output what it sees. */
final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] args) throws IOException {
        String registered = Arrays.toString(Security.getProviders());
        try (NewKey rsa = NewKey.generate(KeyType.RSA_2048);
                NewKey curve = NewKey.generate(KeyType.P_256)) {
            RsaKey rsaBefore = (RsaKey) CardKey.open(rsa.type(), rsa.privateKey());
            EcKey curveBefore = (EcKey) CardKey.open(curve.type(), curve.privateKey());
            System.out.println("before: " + state());
            CryptoEngine.warmUp();
            System.out.println("after: " + state());
            Bytes block = Bytes.of(0).concat(Bytes.adopt(new byte[254]), Bytes.of(2));
            Bytes point = PublicKeys.point(curve.publicKey());
            RsaKey rsaAfter = (RsaKey) CardKey.open(rsa.type(), rsa.privateKey());
            EcKey curveAfter = (EcKey) CardKey.open(curve.type(), curve.privateKey());
            System.out.println("current: " + rsaBefore.isCurrent() + curveBefore.isCurrent() + rsaAfter.isCurrent()
                    + curveAfter.isCurrent());
            System.out.println("same: "
                    + (rsaBefore.apply(block).equals(rsaAfter.apply(block))
                            && curveBefore.agree(point).equals(curveAfter.agree(point))));
        }
        System.out.println("registered: " + !registered.equals(Arrays.toString(Security.getProviders())));
    }

    private static String state() throws IOException {
        boolean mapped = Files.readString(Path.of("/proc/self/maps")).contains("Corretto");
        return CryptoEngine.current().getClass().getSimpleName() + (mapped ? ", library in memory" : "");
    }
}
