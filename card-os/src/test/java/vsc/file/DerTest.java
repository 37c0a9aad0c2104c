// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vsc.iso.Bytes;

class DerTest {
    static Stream<Arguments> objectIdentifiers() {
        return Stream.of(
                Arguments.of(PKCSObjectIdentifiers.data, Der.DATA),
                Arguments.of(PKCSObjectIdentifiers.id_ct_authEnvelopedData, Der.AUTH_ENVELOPED_DATA),
                Arguments.of(NISTObjectIdentifiers.id_aes256_GCM, Der.AES_256_GCM),
                Arguments.of(NISTObjectIdentifiers.id_aes256_wrap, Der.AES_256_WRAP),
                Arguments.of(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, Der.ECDH_SHA_256),
                Arguments.of(PKCSObjectIdentifiers.id_RSAES_OAEP, Der.RSA_OAEP),
                Arguments.of(PKCSObjectIdentifiers.id_mgf1, Der.MGF_1),
                Arguments.of(NISTObjectIdentifiers.id_sha256, Der.SHA_256),
                Arguments.of(X9ObjectIdentifiers.id_ecPublicKey, Der.EC_PUBLIC_KEY),
                Arguments.of(SECObjectIdentifiers.secp256r1, Der.P_256),
                Arguments.of(
                        new ASN1ObjectIdentifier("2.25.148978096778025420941266153350560823777"), Der.VSC_BINDING));
    }

    @ParameterizedTest
    @MethodSource("objectIdentifiers")
    void anObjectIdentifierIsTheOneItIsCalled(ASN1ObjectIdentifier expected, Bytes contents) {
        Bytes encoded = DerWriter.sequenceOf(der -> der.oid(contents));
        assertEquals(
                expected.getId(),
                DerReader.ofSequence(encoded.toArray(), vsc.model.Failure.FILE_ENCODING)
                        .oid());
        assertEquals(DerWriter.sequenceOf(der -> der.oid(expected.getId())), encoded);
    }
}
