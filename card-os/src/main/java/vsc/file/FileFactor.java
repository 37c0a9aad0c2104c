// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import vsc.crypto.Argon2id;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.iso.Bytes;

/**
 * A key file.
 *
 * @param kdf stretches the hash of a file that was not made for this; empty for one that was
 */
record FileFactor(Optional<Kdf> kdf) implements Factor {
    private static final int MASK = 2;

    static Fresh fresh(FileKey key, KdfParameters cost) {
        FileFactor factor =
                new FileFactor(key.generated() ? Optional.empty() : Optional.of(new Kdf(cost, Argon2id.newSalt())));
        return new Fresh(factor, factor.material(key));
    }

    @Override
    public int kind() {
        return Slot.KEY_FILE;
    }

    @Override
    public int mask() {
        return MASK;
    }

    @Override
    public String name() {
        return "key file";
    }

    @Override
    public String detail() {
        return kdf.isPresent() ? "not a generated one" : "";
    }

    @Override
    public Bytes parameters() {
        return kdf.map(Kdf::costBytes).orElse(Bytes.EMPTY);
    }

    @Override
    public int derivations() {
        return kdf.isPresent() ? 1 : 0;
    }

    @Override
    public boolean accepts(Presented presented) {
        return presented
                .keyFile()
                .filter(key -> key.generated() == kdf.isEmpty())
                .isPresent();
    }

    @Override
    public Optional<Secret> material(Presented presented) {
        return accepts(presented) ? presented.keyFile().map(this::material) : Optional.empty();
    }

    private Secret material(FileKey key) {
        return kdf.map(present -> present.derive(key.value()))
                .orElseGet(() -> key.value().copy());
    }

    @Override
    public void writeTo(DerWriter der) {
        der.sequence(() -> kdf.ifPresent(present -> present.writeTo(der)));
    }

    static FileFactor read(DerReader slot) {
        DerReader der = slot.sequence();
        Optional<Kdf> kdf = der.more() ? Optional.of(Kdf.read(der)) : Optional.empty();
        der.end();
        return new FileFactor(kdf);
    }
}
