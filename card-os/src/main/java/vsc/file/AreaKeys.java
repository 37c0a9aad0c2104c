// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.Hkdf;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;

/** The keys of an activated file. The master key they come from is not kept. */
record AreaKeys(Secret mac, Secret privateArea, Secret secretKeyArea, Secret passwordArea) implements AutoCloseable {

    static AreaKeys derive(Secret masterKey, Bytes cardId) {
        return new AreaKeys(
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 file mac")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area private")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area secret")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area password")));
    }

    Secret of(Area area) {
        return switch (area) {
            case PRIVATE -> privateArea;
            case SECRET_KEY -> secretKeyArea;
            case PASSWORD -> passwordArea;
            case IDENTIFIER, PUBLIC -> throw new IllegalArgumentException(area + " is not encrypted");
        };
    }

    @Override
    public void close() {
        mac.close();
        privateArea.close();
        secretKeyArea.close();
        passwordArea.close();
    }
}
