// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.math.ec.ECPoint;
import vsc.iso.Bytes;

/**
 * AWS-LC behind the Amazon Corretto Crypto Provider. The provider is used as an object and never registered, so that
 * nothing else in this process changes. Its ECDSA nonces are random numbers into which key and hash are mixed: like those
 * of RFC 6979, a snapshot of the machine cannot repeat one with other data.
 */
final class NativeEngine implements KeyEngine {
    private static final Logger LOG = System.getLogger(NativeEngine.class.getName());

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** AWS-LC makes no shorter keys; it uses them. */
    private static final int SHORTEST_RSA = 256;

    private final Provider provider;

    /** For keys that AWS-LC does not take, such as one with a public exponent of more than 33 bits. */
    private final PortableEngine portable;

    private NativeEngine(Provider provider, PortableEngine portable) {
        this.provider = provider;
        this.portable = portable;
    }

    /** Empty where there is no library for the platform, or it does not load or work. Takes some tenths of a second. */
    static Optional<NativeEngine> load(PortableEngine portable) {
        try {
            Provider provider =
                    (Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null);
            NativeEngine engine = new NativeEngine(provider, portable);
            EngineCheck.compare(engine, portable);
            return Optional.of(engine);
        } catch (GeneralSecurityException | ReflectiveOperationException | LinkageError | RuntimeException without) {
            LOG.log(Level.DEBUG, "no native cryptography", without);
            return Optional.empty();
        }
    }

    @Override
    public Rsa open(RSAPrivateCrtKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key);
        } catch (GeneralSecurityException | RuntimeException refused) {
            LOG.log(Level.DEBUG, "not a key for native cryptography", refused);
            return portable.open(key);
        }
        return cipher::doFinal;
    }

    @Override
    public Ec open(KeyType type, Secret pkcs8) {
        Ec fallback = portable.open(type, pkcs8);
        try {
            KeyFactory factory = KeyFactory.getInstance("EC", provider);
            return new Curve(type, factory, factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.expose())));
        } catch (GeneralSecurityException | RuntimeException refused) {
            LOG.log(Level.DEBUG, "not a key for native cryptography", refused);
            return fallback;
        }
    }

    @Override
    public KeyPairGenerator rsaGenerator(KeyType type) throws GeneralSecurityException {
        if (type.size() < SHORTEST_RSA) {
            return portable.rsaGenerator(type);
        }
        return KeyPairGenerator.getInstance("RSA", provider);
    }

    private final class Curve implements Ec {
        private final KeyType type;
        private final KeyFactory factory;
        private final Signature signature;
        private final KeyAgreement agreement;

        Curve(KeyType type, KeyFactory factory, PrivateKey key) throws GeneralSecurityException {
            this.type = type;
            this.factory = factory;
            this.signature = Signature.getInstance("NONEwithECDSA", provider);
            this.agreement = KeyAgreement.getInstance("ECDH", provider);
            signature.initSign(key);
            agreement.init(key);
        }

        @Override
        public byte[] sign(byte[] hash) throws GeneralSecurityException {
            signature.update(hash);
            return signature.sign();
        }

        @Override
        public byte[] agree(ECPoint point) throws GeneralSecurityException {
            Bytes other = PublicKeys.ofPoint(type, Bytes.adopt(point.getEncoded(false)));
            PublicKey key = factory.generatePublic(new X509EncodedKeySpec(other.toArray()));
            agreement.doPhase(key, true);
            return agreement.generateSecret();
        }
    }
}
