// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTNamedCurves;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** The curves in short Weierstrass form. Bouncy Castle's custom field arithmetic, where it has one, signs about eight times as fast as the JDK 17. */
final class Curves {
    /** Not by {@code CustomNamedCurves}, which has all curves there are prepared first, and each start of a card waits. */
    private static final ECDomainParameters P_256 = domain(
            new SecP256R1Curve(),
            "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
                    + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");

    private Curves() {}

    /** Later than the other, which every card needs. */
    private static final class Larger {
        private static final ECDomainParameters P_384 = domain(
                new SecP384R1Curve(),
                "04AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7"
                        + "3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F");
    }

    /**
     * @param generator uncompressed (SEC 2, 2.4.2 and 2.5.1)
     */
    private static ECDomainParameters domain(ECCurve curve, String generator) {
        return new ECDomainParameters(
                curve, curve.decodePoint(Bytes.hex(generator).toArray()), curve.getOrder(), curve.getCofactor());
    }

    /** The rest: each is computed when it is first asked for, and then kept. */
    private static final class Others {
        private static final Map<KeyType, ECDomainParameters> LOADED = new ConcurrentHashMap<>();

        private static ECDomainParameters load(KeyType type) {
            X9ECParameters custom = CustomNamedCurves.getByOID(oid(type));
            X9ECParameters curve = custom == null ? TeleTrusTNamedCurves.getByOID(oid(type)) : custom;
            return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        }
    }

    static ASN1ObjectIdentifier oid(KeyType type) {
        return switch (type) {
            case P_192 -> SECObjectIdentifiers.secp192r1;
            case P_256 -> SECObjectIdentifiers.secp256r1;
            case P_384 -> SECObjectIdentifiers.secp384r1;
            case P_521 -> SECObjectIdentifiers.secp521r1;
            case SECP256K1 -> SECObjectIdentifiers.secp256k1;
            case BRAINPOOL_P256R1 -> TeleTrusTObjectIdentifiers.brainpoolP256r1;
            case BRAINPOOL_P384R1 -> TeleTrusTObjectIdentifiers.brainpoolP384r1;
            case BRAINPOOL_P512R1 -> TeleTrusTObjectIdentifiers.brainpoolP512r1;
            default -> throw new IllegalArgumentException(type + " is not on such a curve");
        };
    }

    static ECDomainParameters domain(KeyType type) {
        return switch (type) {
            case P_256 -> P_256;
            case P_384 -> Larger.P_384;
            default -> Others.LOADED.computeIfAbsent(type, Others::load);
        };
    }

    /**
     * @param encoded 04 X Y (SEC 1, 2.3.3)
     * @throws CardError 6A80 if it is in another form, at infinity or not on the curve
     */
    static ECPoint point(KeyType type, Bytes encoded) {
        CardError.unless(encoded.length() == 1 + 2 * type.size() && encoded.at(0) == 4, StatusWord.WRONG_DATA);
        try {
            return domain(type).validatePublicPoint(domain(type).getCurve().decodePoint(encoded.toArray()));
        } catch (IllegalArgumentException e) {
            throw new CardError(StatusWord.WRONG_DATA);
        }
    }
}
