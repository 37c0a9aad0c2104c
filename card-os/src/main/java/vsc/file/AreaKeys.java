// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Arrays;
import vsc.crypto.Hkdf;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Area;

/** The keys of an activated file. The master key they come from is not kept. */
record AreaKeys(
        Secret mac, Secret privateArea, Secret secretKeyArea, Secret passwordArea, Secret journal, Secret witness)
        implements AutoCloseable {
    private static final int COUNT = 6;
    private static final int LENGTH = 32;

    static AreaKeys derive(Secret masterKey, Bytes cardId) {
        return new AreaKeys(
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 file mac")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area private")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area secret")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 area password")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 journal")),
                Hkdf.derive(masterKey, cardId, Bytes.ascii("vsc/1 witness")));
    }

    /** The keys as {@link #parse} takes them: six times 32 bytes. */
    Secret export() {
        byte[] joined = new byte[COUNT * LENGTH];
        int at = 0;
        for (Secret key : new Secret[] {mac, privateArea, secretKeyArea, passwordArea, journal, witness}) {
            System.arraycopy(key.expose(), 0, joined, at, LENGTH);
            at += LENGTH;
        }
        return Secret.adopt(joined);
    }

    /**
     * @throws IllegalArgumentException if {@code joined} has another length than {@link #export} gives
     */
    static AreaKeys parse(Secret joined) {
        if (joined.length() != COUNT * LENGTH) {
            throw new IllegalArgumentException("not the keys of a file");
        }
        Secret[] keys = new Secret[COUNT];
        for (int i = 0; i < COUNT; i++) {
            keys[i] = Secret.adopt(Arrays.copyOfRange(joined.expose(), i * LENGTH, (i + 1) * LENGTH));
        }
        return new AreaKeys(keys[0], keys[1], keys[2], keys[3], keys[4], keys[5]);
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
        journal.close();
        witness.close();
    }
}
