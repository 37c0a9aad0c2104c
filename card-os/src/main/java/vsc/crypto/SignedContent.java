// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.io.IOException;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import vsc.iso.Bytes;

/** The two signatures of an issuer on a PIV card: CMS SignedData (RFC 5652) with the attributes of FIPS 201-2. */
public final class SignedContent {
    /** id-PIV-CHUIDSecurityObject and pivSigner-DN (FIPS 201-2, appendix B). */
    private static final ASN1ObjectIdentifier CHUID = new ASN1ObjectIdentifier("2.16.840.1.101.3.6.1");

    private static final ASN1ObjectIdentifier SIGNER_NAME = new ASN1ObjectIdentifier("2.16.840.1.101.3.6.5");

    /** id-icao-ldsSecurityObject as SP 800-73-4 part 1, 3.1.7 has it. */
    private static final ASN1ObjectIdentifier LDS_SECURITY_OBJECT = new ASN1ObjectIdentifier("1.3.27.1.1.1");

    private SignedContent() {}

    /** The signature of a CHUID: its content is detached, and the certificate of the signer is inside. */
    public static Bytes chuid(Bytes content, ContentSigningKey signer) {
        return sign(CHUID, content, false, signer);
    }

    /**
     * The signed LDS security object (ICAO Doc 9303-10, 4.6.2.3), without the certificate that the CHUID has.
     *
     * @param objects numbers 1 to 16 and the contents to be hashed
     */
    public static Bytes hashes(Map<Integer, Bytes> objects, ContentSigningKey signer) {
        ASN1EncodableVector hashes = new ASN1EncodableVector();
        objects.forEach((number, content) -> hashes.add(sequence(
                new ASN1Integer(number), new DEROctetString(Sha256.hash(content).toArray()))));
        DERSequence securityObject = sequence(
                new ASN1Integer(0), new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256), new DERSequence(hashes));
        try {
            return sign(LDS_SECURITY_OBJECT, Bytes.adopt(securityObject.getEncoded("DER")), true, signer);
        } catch (IOException e) {
            throw new IllegalStateException("hashes in memory could not be encoded", e);
        }
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    private static Bytes sign(
            ASN1ObjectIdentifier contentType, Bytes content, boolean attached, ContentSigningKey signer) {
        try {
            X509CertificateHolder certificate =
                    new X509CertificateHolder(signer.certificate().toArray());
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
                    .setSignedAttributeGenerator(attributes(contentType, certificate))
                    .build(new SelfSigned.CardSigner(signer.key().type(), signer::sign), certificate));
            if (!attached) {
                generator.addCertificate(certificate);
            }
            return Bytes.adopt(generator
                    .generate(new CMSProcessableByteArray(contentType, content.toArray()), attached)
                    .toASN1Structure()
                    .getEncoded("DER"));
        } catch (IOException | CMSException | OperatorCreationException e) {
            throw new IllegalStateException("content in memory could not be signed", e);
        }
    }

    /** Content type, digest and the name of the signer: nothing else belongs there. */
    private static CMSAttributeTableGenerator attributes(
            ASN1ObjectIdentifier contentType, X509CertificateHolder certificate) {
        return parameters -> {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(contentType)));
            attributes.add(new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString((byte[])
                    parameters.get(CMSAttributeTableGenerator.DIGEST)))));
            attributes.add(new Attribute(SIGNER_NAME, new DERSet(certificate.getSubject())));
            return new AttributeTable(attributes);
        };
    }
}
