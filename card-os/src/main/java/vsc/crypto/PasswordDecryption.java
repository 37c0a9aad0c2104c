// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Password-based decryption of PKCS #5 (RFC 8018: PBES2 with PBKDF2 or scrypt) and PKCS #12 (RFC 7292, appendix B), as far as
 * key files use it.
 */
final class PasswordDecryption {
    /** A file may cost some seconds, not hours. */
    static final int MAX_ITERATIONS = 5_000_000;

    private static final long MAX_SCRYPT_BYTES = 1 << 28;
    private static final int MAX_SCRYPT_LANES = 16;
    private static final ASN1ObjectIdentifier SCRYPT = new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

    private static final Map<ASN1ObjectIdentifier, Integer> KEY_BITS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 128,
            NISTObjectIdentifiers.id_aes192_CBC, 192,
            NISTObjectIdentifiers.id_aes256_CBC, 256,
            PKCSObjectIdentifiers.des_EDE3_CBC, 192,
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, 192,
            PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC, 128,
            PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC, 128,
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, 40);

    private PasswordDecryption() {}

    /** The content did not come out with a right padding. */
    static final class WrongPassword extends Exception {
        private static final long serialVersionUID = 1;

        WrongPassword(Exception cause) {
            super(cause);
        }
    }

    /**
     * @param utf8 the password for PBES2
     * @param bmp the same for PKCS #12, as {@link Passphrase#bmp} makes it
     * @throws IllegalArgumentException if the algorithm is unknown, or wants more work than is reasonable
     */
    static Secret decrypt(AlgorithmIdentifier algorithm, byte[] content, Secret utf8, Secret bmp) throws WrongPassword {
        boolean pbes2 = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2);
        PBES2Parameters scheme = pbes2 ? PBES2Parameters.getInstance(algorithm.getParameters()) : null;
        ASN1ObjectIdentifier cipher = scheme == null
                ? algorithm.getAlgorithm()
                : scheme.getEncryptionScheme().getAlgorithm();
        CipherParameters key = scheme == null ? pkcs12Key(algorithm, bmp) : pbes2Key(scheme, utf8);
        PaddedBufferedBlockCipher decryption =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine(cipher)));
        decryption.init(false, key);
        byte[] plain = new byte[decryption.getOutputSize(content.length)];
        try {
            int length = decryption.processBytes(content, 0, content.length, plain, 0);
            length += decryption.doFinal(plain, length);
            return Secret.adopt(Arrays.copyOf(plain, length));
        } catch (InvalidCipherTextException e) {
            throw new WrongPassword(e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static BlockCipher engine(ASN1ObjectIdentifier cipher) {
        if (cipher.on(NISTObjectIdentifiers.aes)) {
            return AESEngine.newInstance();
        }
        return cipher.equals(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC)
                        || cipher.equals(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC)
                ? new RC2Engine()
                : new DESedeEngine();
    }

    private static int keyBits(ASN1ObjectIdentifier cipher) {
        Integer bits = KEY_BITS.get(cipher);
        if (bits == null) {
            throw new IllegalArgumentException("unknown encryption " + cipher);
        }
        return bits;
    }

    private static CipherParameters pkcs12Key(AlgorithmIdentifier algorithm, Secret bmp) {
        PKCS12PBEParams parameters = PKCS12PBEParams.getInstance(algorithm.getParameters());
        PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(new SHA1Digest());
        generator.init(bmp.expose(), parameters.getIV(), iterations(parameters.getIterations()));
        return generator.generateDerivedParameters(keyBits(algorithm.getAlgorithm()), 64);
    }

    static int iterations(BigInteger count) {
        if (count.signum() <= 0 || count.bitLength() > 31 || count.intValue() > MAX_ITERATIONS) {
            throw new IllegalArgumentException("too many iterations: " + count);
        }
        return count.intValue();
    }

    private static CipherParameters pbes2Key(PBES2Parameters scheme, Secret utf8) {
        int bits = keyBits(scheme.getEncryptionScheme().getAlgorithm());
        byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                .getOctets();
        AlgorithmIdentifier function = AlgorithmIdentifier.getInstance(scheme.getKeyDerivationFunc());
        KeyParameter key = function.getAlgorithm().equals(SCRYPT)
                ? scrypt(ASN1Sequence.getInstance(function.getParameters()), utf8, bits)
                : pbkdf2(function, utf8, bits);
        return new ParametersWithIV(key, iv);
    }

    private static KeyParameter pbkdf2(AlgorithmIdentifier function, Secret utf8, int bits) {
        if (!function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new IllegalArgumentException("unknown key derivation " + function.getAlgorithm());
        }
        PBKDF2Params parameters = PBKDF2Params.getInstance(function.getParameters());
        PKCS5S2ParametersGenerator generator =
                new PKCS5S2ParametersGenerator(digest(parameters.getPrf().getAlgorithm()));
        generator.init(utf8.expose(), parameters.getSalt(), iterations(parameters.getIterationCount()));
        return (KeyParameter) generator.generateDerivedParameters(bits);
    }

    /** RFC 7914, 7.1: salt, cost, block size and parallelisation. */
    private static KeyParameter scrypt(ASN1Sequence parameters, Secret utf8, int bits) {
        byte[] salt = ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
        int cost = ASN1Integer.getInstance(parameters.getObjectAt(1)).intPositiveValueExact();
        int blockSize = ASN1Integer.getInstance(parameters.getObjectAt(2)).intPositiveValueExact();
        int lanes = ASN1Integer.getInstance(parameters.getObjectAt(3)).intPositiveValueExact();
        if (128L * cost * blockSize > MAX_SCRYPT_BYTES || lanes > MAX_SCRYPT_LANES) {
            throw new IllegalArgumentException("too expensive: scrypt " + cost + " " + blockSize + " " + lanes);
        }
        return new KeyParameter(SCrypt.generate(utf8.expose(), salt, cost, blockSize, lanes, bits / 8));
    }

    /** A hash function, named by itself or by its HMAC. */
    static Digest digest(ASN1ObjectIdentifier name) {
        if (name.equals(OIWObjectIdentifiers.idSHA1) || name.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
            return new SHA1Digest();
        }
        if (name.equals(NISTObjectIdentifiers.id_sha224) || name.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
            return new SHA224Digest();
        }
        if (name.equals(NISTObjectIdentifiers.id_sha256) || name.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
            return new SHA256Digest();
        }
        if (name.equals(NISTObjectIdentifiers.id_sha384) || name.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
            return new SHA384Digest();
        }
        if (name.equals(NISTObjectIdentifiers.id_sha512) || name.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
            return new SHA512Digest();
        }
        throw new IllegalArgumentException("unknown hash " + name);
    }
}
