// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The few tags (X.690) and object identifiers that a VSC file is made of. */
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTF8_STRING = 0x0C;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    static final ASN1ObjectIdentifier DATA = PKCSObjectIdentifiers.data;
    static final ASN1ObjectIdentifier AUTH_ENVELOPED_DATA = PKCSObjectIdentifiers.id_ct_authEnvelopedData;
    static final ASN1ObjectIdentifier AES_256_GCM = NISTObjectIdentifiers.id_aes256_GCM;
    static final ASN1ObjectIdentifier AES_256_WRAP = NISTObjectIdentifiers.id_aes256_wrap;
    static final ASN1ObjectIdentifier ECDH_SHA_256 = SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme;
    static final ASN1ObjectIdentifier RSA_OAEP = PKCSObjectIdentifiers.id_RSAES_OAEP;
    static final ASN1ObjectIdentifier MGF_1 = PKCSObjectIdentifiers.id_mgf1;
    static final ASN1ObjectIdentifier SHA_256 = NISTObjectIdentifiers.id_sha256;
    static final ASN1ObjectIdentifier EC_PUBLIC_KEY = X9ObjectIdentifiers.id_ecPublicKey;
    static final ASN1ObjectIdentifier P_256 = SECObjectIdentifiers.secp256r1;

    /** Below a UUID (X.667), which needs no registration. */
    static final ASN1ObjectIdentifier VSC_BINDING =
            new ASN1ObjectIdentifier("2.25.148978096778025420941266153350560823777");

    /** GeneralizedTime as DER wants it (X.690, 11.7), to the second. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private Der() {}

    /** [{@code number}], with elements in it. */
    static int context(int number) {
        return 0xA0 | number;
    }

    /** [{@code number}] IMPLICIT, with a plain value. */
    static int contextPrimitive(int number) {
        return 0x80 | number;
    }
}
