// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import vsc.iso.Bytes;

/** Whether an engine works on this machine: native code is believed only after it gave the results of another engine. */
final class EngineCheck {
    private EngineCheck() {}

    /**
     * Uses each operation once, with fresh keys.
     *
     * @throws GeneralSecurityException if {@code engine} and {@code reference} differ
     */
    static void compare(KeyEngine engine, KeyEngine reference) throws GeneralSecurityException {
        compareRsa(engine, reference);
        compareCurve(engine, reference);
    }

    private static void compareRsa(KeyEngine engine, KeyEngine reference) throws GeneralSecurityException {
        KeyType type = KeyType.RSA_2048;
        try (NewKey pair = RsaKeys.generate(type, engine);
                Secret random = Secret.random(type.size() - 1)) {
            Bytes block = Bytes.of(0).concat(Bytes.copyOf(random.expose()));
            require(RsaKey.open(type, pair.privateKey(), engine)
                    .apply(block)
                    .equals(RsaKey.open(type, pair.privateKey(), reference).apply(block)));
        }
    }

    private static void compareCurve(KeyEngine engine, KeyEngine reference) throws GeneralSecurityException {
        KeyType type = KeyType.P_256;
        try (NewKey pair = EcKeys.generate(type);
                NewKey other = EcKeys.generate(type);
                Secret random = Secret.random(type.size())) {
            EcKey key = EcKey.open(type, pair.privateKey(), engine);
            Bytes point = PublicKeys.point(other.publicKey());
            require(key.agree(point)
                    .equals(EcKey.open(type, pair.privateKey(), reference).agree(point)));
            Bytes hash = Bytes.copyOf(random.expose());
            require(verify(type, PublicKeys.point(pair.publicKey()), hash, key.sign(hash)));
        }
    }

    private static boolean verify(KeyType type, Bytes point, Bytes hash, Bytes signature)
            throws GeneralSecurityException {
        ECDomainParameters domain = Curves.domain(type);
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(Curves.point(type, point), domain));
        try {
            BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(domain.getN(), signature.toArray());
            return verifier.verifySignature(hash.toArray(), numbers[0], numbers[1]);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static void require(boolean same) throws GeneralSecurityException {
        if (!same) {
            throw new GeneralSecurityException("two engines give different results");
        }
    }
}
