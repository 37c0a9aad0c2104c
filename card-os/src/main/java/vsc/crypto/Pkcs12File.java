// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.crypto.PasswordDecryption.WrongPassword;
import vsc.iso.Bytes;

/** PKCS#12 (RFC 7292) in password privacy and password integrity mode, with the old and the new encryption. */
final class Pkcs12File {
    private final Secret utf8;
    private final Secret bmp;
    private final List<PrivateKeyInfo> keys = new ArrayList<>();
    private final List<Bytes> certificates = new ArrayList<>();

    private Pkcs12File(Secret utf8, Secret bmp) {
        this.utf8 = utf8;
        this.bmp = bmp;
    }

    static boolean recognises(byte[] content) {
        try {
            return Pfx.getInstance(content) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    static KeyFile read(byte[] content, Supplier<Secret> passphrase) throws Unreadable {
        try (Secret utf8 = passphrase.get();
                Secret bmp = Passphrase.bmp(utf8)) {
            Pkcs12File file = new Pkcs12File(utf8, bmp);
            file.readPfx(content);
            return KeyFile.of(file.keys, file.certificates);
        }
    }

    private void readPfx(byte[] content) throws Unreadable {
        try {
            Pfx pfx = Pfx.getInstance(content);
            byte[] safes = octets(pfx.getAuthSafe().getContent());
            if (pfx.getMacData() != null) {
                requireMac(pfx.getMacData(), safes);
            }
            for (ContentInfo safe : AuthenticatedSafe.getInstance(safes).getContentInfo()) {
                readSafe(safe);
            }
        } catch (WrongPassword e) {
            throw new Unreadable(Problem.WRONG_PASSPHRASE, e);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers damaged input with many kinds of runtime exceptions.
            throw new Unreadable(Problem.UNKNOWN_FORMAT, e);
        }
    }

    private static byte[] octets(ASN1Encodable content) {
        return ASN1OctetString.getInstance(content).getOctets();
    }

    private void requireMac(MacData expected, byte[] safes) throws WrongPassword {
        AlgorithmIdentifier algorithm = expected.getMac().getAlgorithmId();
        Digest digest = PasswordDecryption.digest(algorithm.getAlgorithm());
        PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
        generator.init(bmp.expose(), expected.getSalt(), PasswordDecryption.iterations(expected.getIterationCount()));
        HMac mac = new HMac(PasswordDecryption.digest(algorithm.getAlgorithm()));
        mac.init(generator.generateDerivedMacParameters(digest.getDigestSize() * 8));
        mac.update(safes, 0, safes.length);
        byte[] actual = new byte[mac.getMacSize()];
        mac.doFinal(actual, 0);
        if (!MessageDigest.isEqual(actual, expected.getMac().getDigest())) {
            throw new WrongPassword(new IOException("the check value of the file does not match"));
        }
    }

    private void readSafe(ContentInfo safe) throws WrongPassword, IOException {
        if (safe.getContentType().equals(PKCSObjectIdentifiers.data)) {
            readBags(octets(safe.getContent()));
        } else if (safe.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            EncryptedData data = EncryptedData.getInstance(safe.getContent());
            try (Secret bags = decrypt(data.getEncryptionAlgorithm(), octets(data.getContent()))) {
                readBags(bags.expose());
            }
        }
    }

    private Secret decrypt(AlgorithmIdentifier algorithm, byte[] content) throws WrongPassword {
        return PasswordDecryption.decrypt(algorithm, content, utf8, bmp);
    }

    private void readBags(byte[] bags) throws WrongPassword, IOException {
        for (ASN1Encodable element : ASN1Sequence.getInstance(bags)) {
            SafeBag bag = SafeBag.getInstance(element);
            if (bag.getBagId().equals(PKCSObjectIdentifiers.keyBag)) {
                keys.add(PrivateKeyInfo.getInstance(bag.getBagValue()));
            } else if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
                EncryptedPrivateKeyInfo shrouded = EncryptedPrivateKeyInfo.getInstance(bag.getBagValue());
                try (Secret key = decrypt(shrouded.getEncryptionAlgorithm(), shrouded.getEncryptedData())) {
                    keys.add(PrivateKeyInfo.getInstance(key.expose()));
                }
            } else if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
                CertBag certificate = CertBag.getInstance(bag.getBagValue());
                if (certificate.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
                    certificates.add(Bytes.adopt(octets(certificate.getCertValue())));
                }
            }
        }
    }
}
