// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import vsc.iso.Bytes;

/** Key pairs on the curves of {@link Curves}, in PKCS#8 and SubjectPublicKeyInfo. */
final class EcKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EcKeys() {}

    static NewKey generate(KeyType type) {
        return fromScalar(type, randomScalar(type));
    }

    static BigInteger randomScalar(KeyType type) {
        BigInteger order = Curves.domain(type).getN();
        return BigIntegers.createRandomInRange(BigInteger.ONE, order.subtract(BigInteger.ONE), RANDOM);
    }

    /**
     * @throws IllegalArgumentException if {@code scalar} is not between 1 and the order
     */
    static ECPoint publicPoint(KeyType type, BigInteger scalar) {
        if (scalar.signum() <= 0 || scalar.compareTo(Curves.domain(type).getN()) >= 0) {
            throw new IllegalArgumentException("not a private key of the curve");
        }
        return new FixedPointCombMultiplier()
                .multiply(Curves.domain(type).getG(), scalar)
                .normalize();
    }

    /**
     * @throws IllegalArgumentException if {@code scalar} is not between 1 and the order
     */
    static NewKey fromScalar(KeyType type, BigInteger scalar) {
        ECPoint point = publicPoint(type, scalar);
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, Curves.oid(type));
        try {
            byte[] pkcs8 = new PrivateKeyInfo(
                            algorithm,
                            new ECPrivateKey(Curves.domain(type).getN().bitLength(), scalar, null))
                    .getEncoded("DER");
            byte[] spki = new SubjectPublicKeyInfo(algorithm, point.getEncoded(false)).getEncoded("DER");
            return new NewKey(type, Secret.adopt(pkcs8), Bytes.adopt(spki));
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory could not be encoded", e);
        }
    }

    static BigInteger scalar(KeyType type, Secret pkcs8) {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8.expose());
            if (!Curves.oid(type).equals(info.getPrivateKeyAlgorithm().getParameters())) {
                throw new IllegalArgumentException("not a key of type " + type);
            }
            return ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        } catch (IOException e) {
            throw new IllegalArgumentException("not an EC private key", e);
        }
    }
}
