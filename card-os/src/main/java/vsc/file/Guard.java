// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import java.util.Optional;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;

/**
 * A key pair that stands between a PIN and what the PIN protects: everybody can seal to the public key, and only the PIN
 * gives the private one.
 *
 * @param publicKey SubjectPublicKeyInfo in DER
 * @param openKey the private key, for the one guard that is open without a PIN
 * @param recovery the private key, sealed to the recovery key of the card if it has one
 */
record Guard(String name, Bytes publicKey, Optional<SealingKey> openKey, Optional<Envelope> recovery) {
    private static final int OPEN_KEY = Der.context(0);
    private static final int RECOVERY = Der.context(1);

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(name);
            der.octets(publicKey);
            openKey.ifPresent(key -> der.constructed(OPEN_KEY, () -> der.octets(key.privateKey())));
            recovery.ifPresent(envelope -> der.constructed(RECOVERY, () -> der.raw(envelope.encode())));
        });
    }

    static Map.Entry<String, Guard> read(DerReader list, Bytes cardId) {
        DerReader der = list.sequence();
        String name = Names.read(der);
        Bytes publicKey = der.octets();
        Rejected.unless(
                SealingKey.isPublicKey(publicKey), Failure.FILE_SEMANTICS, "has a guard without a proper public key");
        Optional<SealingKey> openKey =
                der.next(OPEN_KEY) ? Optional.of(readKey(der.constructed(OPEN_KEY))) : Optional.empty();
        Optional<Envelope> recovery = der.next(RECOVERY)
                ? Optional.of(Envelope.parseSealed(der.constructed(RECOVERY).raw(), Binding.recovery(cardId, name)))
                : Optional.empty();
        return Map.entry(name, new Guard(name, publicKey, openKey, recovery));
    }

    private static SealingKey readKey(DerReader der) {
        try (Secret encoded = der.secret()) {
            return SealingKey.open(encoded);
        } catch (IllegalArgumentException e) {
            throw new Rejected(Failure.FILE_SEMANTICS, "has a guard with an impossible key");
        }
    }
}
