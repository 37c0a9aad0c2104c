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
import org.bouncycastle.math.ec.ECPoint;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** The curves in short Weierstrass form. Bouncy Castle's custom field arithmetic, where it has one, signs about eight times as fast as the JDK 17. */
final class Curves {
    /** Each is computed when it is first asked for, and then kept: most cards use one. */
    private static final Map<KeyType, ECDomainParameters> LOADED = new ConcurrentHashMap<>();

    private Curves() {}

    private static ECDomainParameters load(KeyType type) {
        X9ECParameters custom = CustomNamedCurves.getByOID(oid(type));
        X9ECParameters curve = custom == null ? TeleTrusTNamedCurves.getByOID(oid(type)) : custom;
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
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
        return LOADED.computeIfAbsent(type, Curves::load);
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
